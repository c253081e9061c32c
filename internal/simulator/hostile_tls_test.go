package simulator_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
)

// hello is the first message of a handshake, in its record.
func hello(t *testing.T, name string) []byte {
	t.Helper()
	client, server := net.Pipe()
	go func() { // it fails when the other end is closed
		_ = tls.Client(client, &tls.Config{ServerName: name, NextProtos: []string{"h2", "http/1.1"}}).HandshakeContext(t.Context())
		_ = client.Close()
	}()
	head := make([]byte, 5)
	_, err := io.ReadFull(server, head)
	require.NoError(t, err)
	body := make([]byte, int(head[3])<<8|int(head[4]))
	_, err = io.ReadFull(server, body)
	require.NoError(t, err)
	require.NoError(t, server.Close())
	return append(head, body...)
}

// A handshake may break off anywhere, and may be anything.
func TestBrokenHandshakesAreSurvived(t *testing.T) {
	t.Parallel()
	s, authority := named(t, "clavex")
	name, proxy := host(t, s.RocketChatURL()), host(t, s.Proxy())
	whole := hello(t, name)
	for _, cut := range []int{1, 4, 5, 6, 9, 43, 44, len(whole) / 2, len(whole) - 1} {
		throw(t, tunnel(t, proxy, name), string(whole[:cut]))
	}
	for at := 0; at < len(whole); at += 7 {
		changed := bytes.Clone(whole)
		changed[at] ^= 0xff
		throw(t, tunnel(t, proxy, name), string(changed))
	}
	for _, after := range []string{"GET / HTTP/1.1\r\n\r\n", "\x15\x03\x03\x00\x02\x02\x00", "\x17\x03\x03\xff\xff" + planted, strings.Repeat("\x14\x03\x03\x00\x01\x01", 1000), string(whole)} {
		throw(t, tunnel(t, proxy, name), string(whole)+after)
	}
	for what, c := range map[string]*tls.Config{
		"no name":            {InsecureSkipVerify: true},
		"another name":       {ServerName: "nobody.example", RootCAs: authority.CertPool()},
		"a name of nonsense": {ServerName: strings.Repeat("x.", 120) + "example", RootCAs: authority.CertPool()},
		"an old version":     {ServerName: name, RootCAs: authority.CertPool(), MaxVersion: tls.VersionTLS11},
		"another protocol":   {ServerName: name, RootCAs: authority.CertPool(), NextProtos: []string{"gopher"}},
		"no trust":           {ServerName: name},
	} {
		conn := tls.Client(tunnel(t, proxy, name), c)
		assert.Error(t, conn.HandshakeContext(t.Context()), what)
		_ = conn.Close()
	}
	assertAlive(t, s, "broken handshakes")
}

// frames are what clients of HTTP/2 must not send (RFC 9113), each behind the
// preface: length (3 bytes), type, flags, stream (4 bytes), payload.
func frames() map[string]string {
	const settings = "\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	return map[string]string{
		"nothing":                  "",
		"no frame":                 "GET / HTTP/1.1\r\n\r\n",
		"a frame of 16 MB":         "\xff\xff\xff\x00\x00\x00\x00\x00\x01" + planted,
		"settings of five bytes":   "\x00\x00\x05\x04\x00\x00\x00\x00\x00abcde",
		"settings of a stream":     "\x00\x00\x00\x04\x00\x00\x00\x00\x01",
		"headers of no stream":     settings + "\x00\x00\x01\x01\x05\x00\x00\x00\x00\x82",
		"headers that are none":    settings + "\x00\x00\x04\x01\x05\x00\x00\x00\x01\xff\xff\xff\xff",
		"headers without end":      settings + "\x00\x00\x01\x01\x00\x00\x00\x00\x01\x82" + strings.Repeat("\x00\x00\x01\x09\x00\x00\x00\x00\x01\x84", 5000),
		"more of nothing":          settings + "\x00\x00\x01\x09\x04\x00\x00\x00\x01\x82",
		"a body without head":      settings + "\x00\x00\x01\x00\x01\x00\x00\x00\x01x",
		"a window of zero":         settings + "\x00\x00\x04\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",
		"requests that are reset":  settings + strings.Repeat("\x00\x00\x03\x01\x05\x00\x00\x00\x01\x82\x84\x87\x00\x00\x04\x03\x00\x00\x00\x00\x01\x00\x00\x00\x08", 200),
		"a promise":                settings + "\x00\x00\x04\x05\x04\x00\x00\x00\x01\x00\x00\x00\x02",
		"pings without end":        settings + strings.Repeat("\x00\x00\x08\x06\x00\x00\x00\x00\x0012345678", 5000),
		"a request and an ending":  settings + "\x00\x00\x03\x01\x05\x00\x00\x00\x01\x82\x84\x87\x00\x00\x08\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
		"half a frame":             settings + "\x00\x00\x10\x01",
		"a type that nobody knows": settings + "\x00\x00\x01\xfe\xff\xff\xff\xff\xffx",
	}
}

func TestBrokenFramesAreSurvived(t *testing.T) {
	t.Parallel()
	s, authority := named(t, "clavex")
	name, proxy := host(t, s.RocketChatURL()), host(t, s.Proxy())
	for what, raw := range frames() {
		for _, preface := range []string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM"} {
			throw(t, framed(t, proxy, name, authority), preface+raw)
		}
		assertAlive(t, s, what)
	}
}

// framed is a connection on which HTTP/2 was agreed.
func framed(t *testing.T, proxy, name string, a *front.Authority) *tls.Conn {
	t.Helper()
	c := tls.Client(tunnel(t, proxy, name), &tls.Config{ServerName: name, RootCAs: a.CertPool(), NextProtos: []string{"h2"}})
	require.NoError(t, c.HandshakeContext(t.Context()))
	require.Equal(t, "h2", c.ConnectionState().NegotiatedProtocol)
	return c
}

// Who goes away without a word, in the middle of a body or of an answer, takes
// nobody along.
func TestResetConnectionsAreSurvived(t *testing.T) {
	t.Parallel()
	s := open(t, addressed(t, "clavex"))
	inside, authority := named(t, "clavex")
	name, proxy := host(t, inside.RocketChatURL()), host(t, inside.Proxy())
	for _, raw := range []string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"user\":",
		"POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
	} {
		for _, server := range []string{host(t, s.RocketChatURL()), host(t, s.Guide().ProviderURL), host(t, s.Proxy())} {
			c := dial(t, server)
			reset(t, c, c, raw)
		}
		below := tunnel(t, proxy, name)
		c := tls.Client(below, &tls.Config{ServerName: name, RootCAs: authority.CertPool()})
		require.NoError(t, c.HandshakeContext(t.Context()))
		reset(t, below, c, strings.ReplaceAll(raw, "Host: x", "Host: "+name))
	}
	assertAlive(t, s, "reset connections")
	assertAlive(t, inside, "reset connections")
}

// reset writes and ends the connection with RST instead of FIN.
func reset(t *testing.T, below *net.TCPConn, to io.Writer, raw string) {
	t.Helper()
	_, err := io.WriteString(to, raw)
	require.NoError(t, err)
	require.NoError(t, below.SetLinger(0))
	require.NoError(t, below.Close())
}
