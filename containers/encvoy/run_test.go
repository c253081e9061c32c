package encvoy

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/backed/backedtest"
	"gonogo/containers/pin"
	"gonogo/containers/ready/readytest"
)

// docker fails to start what has an image, or database or cache; "" for none.
func docker(fails string) *backedtest.Docker {
	return &backedtest.Docker{Fails: fails, Own: func(r pin.Request) string { return r.Image }}
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	s, err := collect(built(), pinned())
	require.NoError(t, err)
	d := docker("")
	c, err := s.run(t.Context(), d.Runners())
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"start postgres", "start redis"}, d.Notes()[:2])
	assert.Equal(t, "start encvoy/back:1", d.Notes()[2], "the migration")
	assert.ElementsMatch(t, []string{
		"start encvoy/auth:1", "start encvoy/back:1", "start encvoy/front:1", "start encvoy/oidc:1", "start " + ProxyImage,
	}, d.Notes()[3:])
	require.NoError(t, c.Terminate(t.Context()))
	assert.Len(t, d.Notes(), 16)
}

func TestAFailedPartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for part, said := range map[string]string{
		"redis":          "running what Encvoy ID needs: redis is not ready",
		"encvoy/back:1":  "migrating Encvoy ID: encvoy/back:1 is not ready",
		"encvoy/front:1": "running Encvoy ID: encvoy/front:1 is not ready",
	} {
		s, err := collect(built(), pinned())
		require.NoError(t, err)
		d := docker(part)
		c, err := s.run(t.Context(), d.Runners())
		require.EqualError(t, err, said)
		require.Nil(t, c)
		assert.ElementsMatch(t, d.Notes().Started(), d.Notes().Ended())
	}
}

func TestTheMigrationHasToEndWell(t *testing.T) {
	t.Parallel()
	require.NoError(t, (&migrated{}).WaitUntilReady(t.Context(), readytest.Exited(0)))
	require.EqualError(t, (&migrated{}).WaitUntilReady(t.Context(), readytest.Exited(1)),
		"the migration of Encvoy ID's database ended with status 1; its log says why")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, (&migrated{}).WaitUntilReady(ctx, readytest.Running()), context.Canceled)
}

func TestAPartIsAskedUntilItAnswers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := readytest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = io.WriteString(w, "[]")
	}))
	a := &answers{part: "the backend", address: "https://id.encvoy.example/", client: server.Gateway()}
	require.NoError(t, a.WaitUntilReady(t.Context(), server))
	assert.EqualValues(t, 3, asked.Load())
}
