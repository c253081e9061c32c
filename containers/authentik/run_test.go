package authentik

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/backed/backedtest"
	"gonogo/containers/pin"
	"gonogo/containers/ready/readytest"
)

// docker fails to start one part, "" for none. Server and worker are told apart
// by the command.
func docker(fails string) *backedtest.Docker {
	return &backedtest.Docker{Fails: fails, Own: func(r pin.Request) string { return strings.Join(r.Cmd, " ") }}
}

// hushed is a server that takes the setting about pictures, or does not.
func hushed(t *testing.T, status int) *http.Client {
	t.Helper()
	return readytest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "PATCH /api/v3/admin/settings/", r.Method+" "+r.URL.Path)
		assert.Equal(t, "Bearer administrator's token", r.Header.Get("Authorization"))
		w.WriteHeader(status)
	})).Gateway()
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	for image, needed := range map[string][]string{Image: {"postgres"}, ImageWithRedis: {"postgres", "redis"}} {
		t.Run(image, func(t *testing.T) {
			t.Parallel()
			s, err := collect(image, pinned(WithClient(hushed(t, http.StatusOK))))
			require.NoError(t, err)
			d := docker("")
			c, err := s.run(t.Context(), image, d.Runners())
			require.NoError(t, err)
			first := len(needed)
			assert.ElementsMatch(t, needed, d.Notes()[:first].Started())
			assert.ElementsMatch(t, []string{"server", "worker"}, d.Notes()[first:].Started())
			assert.Equal(t, "server", fmt.Sprint(c.Container), "the container that the others stand behind")
			require.NoError(t, c.Terminate(t.Context()))
			assert.ElementsMatch(t, append(needed, "server", "worker"), d.Notes().Ended())
		})
	}
}

func TestAFailedPartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for part, said := range map[string]string{
		"postgres": "running what authentik needs: postgres is not ready",
		"redis":    "running what authentik needs: redis is not ready",
		"server":   "running authentik: server is not ready",
		"worker":   "running authentik: worker is not ready",
		"":         "keeping authentik from asking Gravatar: PATCH /api/v3/admin/settings/ answers 403 Forbidden",
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			s, err := collect(ImageWithRedis, pinned(WithClient(hushed(t, http.StatusForbidden))))
			require.NoError(t, err)
			d := docker(part)
			c, err := s.run(t.Context(), ImageWithRedis, d.Runners())
			require.EqualError(t, err, said)
			require.Nil(t, c)
			assert.ElementsMatch(t, d.Notes().Started(), d.Notes().Ended())
		})
	}
}
