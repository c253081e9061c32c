package contained

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// MongoDB 4.0 says that it speaks up to version 7 of the protocol.
func TestDatabaseThatIsTooOldIsNotRead(t *testing.T) {
	t.Parallel()
	c, unread, err := dial(t.Context(), mongoDB(t, 7))
	require.NoError(t, err)
	require.Nil(t, c)
	require.ErrorContains(t, unread, "reports wire version 7, but this version of the Go driver requires at least 9 (MongoDB 4.4)")
	require.Nil(t, (&Stack{mongo: c}).Database())
}

func TestDatabaseIsRead(t *testing.T) {
	t.Parallel()
	c, unread, err := dial(t.Context(), mongoDB(t, 17))
	require.NoError(t, err)
	require.NoError(t, unread)
	require.Equal(t, database, (&Stack{mongo: c}).Database().Name())
	require.NoError(t, c.Disconnect(context.WithoutCancel(t.Context())))
}

// A server that is not there is no old one.
func TestDatabaseThatDoesNotAnswerIsAnError(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, unread, err := dial(ctx, l.Addr().String())
	require.ErrorContains(t, err, "asking MongoDB: ")
	require.NoError(t, unread)
}

// mongoDB is a server that answers every question with its greeting. It speaks
// up to the given version of the protocol.
func mongoDB(t *testing.T, version int32) (address string) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	greeting, err := bson.Marshal(bson.D{
		{Key: "ok", Value: 1}, {Key: "ismaster", Value: true}, {Key: "minWireVersion", Value: int32(0)},
		{Key: "maxWireVersion", Value: version}, {Key: "maxBsonObjectSize", Value: int32(16 << 20)},
	})
	require.NoError(t, err)
	var serving sync.WaitGroup
	serving.Go(func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			serving.Go(func() {
				defer func() { _ = conn.Close() }()
				for greet(conn, greeting) == nil {
				}
			})
		}
	})
	t.Cleanup(func() {
		require.NoError(t, l.Close())
		serving.Wait()
	})
	return l.Addr().String()
}

// greet answers one message in the form in which it came: OP_QUERY with
// OP_REPLY, OP_MSG with OP_MSG (MongoDB manual, "Wire Protocol").
func greet(conn io.ReadWriter, greeting []byte) error {
	const opReply, opQuery, opMessage = 1, 2004, 2013
	var header [4]int32 // length, request, in response to, operation
	if err := binary.Read(conn, binary.LittleEndian, &header); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, conn, int64(header[0])-16); err != nil {
		return err
	}
	operation, before := int32(opMessage), make([]byte, 5) // flags, kind of section
	if header[3] == opQuery {
		operation, before = opReply, make([]byte, 20) // flags, cursor, offset, number
		before[16] = 1
	}
	length := int32(16 + len(before) + len(greeting))
	answer := [4]int32{length, 1, header[1], operation}
	if err := binary.Write(conn, binary.LittleEndian, answer); err != nil {
		return err
	}
	_, err := conn.Write(append(before, greeting...))
	return err
}
