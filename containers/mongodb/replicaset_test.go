package mongodb

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go/exec"
	"github.com/testcontainers/testcontainers-go/wait"
)

// shell is a container whose shell gives one answer after the other.
type shell struct {
	wait.StrategyTarget
	answers []answer
	scripts []string
}

type answer struct {
	status  int
	printed string
	err     error
}

func (s *shell) Exec(_ context.Context, command []string, _ ...exec.ProcessOption) (int, io.Reader, error) {
	s.scripts = append(s.scripts, command[3])
	a := s.answers[0]
	s.answers = s.answers[1:]
	return a.status, strings.NewReader(a.printed), a.err
}

func TestTheSetIsInitiatedOnceAndTheElectionAwaited(t *testing.T) {
	t.Parallel()
	s := &shell{answers: []answer{{}, {status: 1}, {status: 1}, {}}}
	require.NoError(t, (&primary{"rs0", "mongodb"}).WaitUntilReady(t.Context(), s))
	require.Len(t, s.scripts, 4)
	require.Contains(t, s.scripts[0], `{replSetInitiate: {_id: "rs0", members: [{_id: 0, host: "mongodb:27017"}]}}`)
	for _, asked := range s.scripts[1:] {
		require.NotContains(t, asked, "replSetInitiate")
	}
}

func TestARefusedInitiationIsTold(t *testing.T) {
	t.Parallel()
	p := &primary{"rs0", "mongodb"}
	refused := &shell{answers: []answer{{status: 1, printed: "No host described in new configuration maps to this node\n"}}}
	require.EqualError(t, p.WaitUntilReady(t.Context(), refused), "initiating the replica set rs0: "+
		"the shell ended with status 1: No host described in new configuration maps to this node")
	gone := &shell{answers: []answer{{err: errors.New("container is not running")}}}
	require.EqualError(t, p.WaitUntilReady(t.Context(), gone), "initiating the replica set rs0: container is not running")
}

func TestAnElectionThatNeverEndsIsTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &shell{answers: []answer{{}, {status: 1, printed: "not yet"}}}
	require.EqualError(t, (&primary{"rs0", "mongodb"}).WaitUntilReady(ctx, s),
		"MongoDB is the primary of the replica set rs0 as mongodb:27017: not so far: the shell ended with status 1: not yet")
}
