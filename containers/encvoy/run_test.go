package encvoy

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/moby/moby/api/types/container"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// host is a Docker that only takes notes.
type host struct {
	mu    sync.Mutex
	notes []string
	fails string // image that does not start
}

func (h *host) note(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.notes = append(h.notes, text)
}

// member is a container on the host.
type member struct {
	testcontainers.Container
	host  *host
	image string
}

func (m *member) Terminate(context.Context, ...testcontainers.TerminateOption) error {
	m.host.note("end " + m.image)
	return nil
}

func (h *host) start(_ context.Context, image string, _ ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
	h.note("start " + image)
	if image == h.fails {
		return &member{host: h, image: image}, errors.New(image + " is not ready")
	}
	return &member{host: h, image: image}, nil
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	s, err := collect(built(), pinned())
	require.NoError(t, err)
	h := &host{}
	c, err := s.run(t.Context(), starters{h.start, h.start, h.start})
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"start " + PostgresImage, "start " + RedisImage}, h.notes[:2])
	assert.Equal(t, "start encvoy/back:1", h.notes[2], "the migration")
	assert.ElementsMatch(t, []string{
		"start encvoy/auth:1", "start encvoy/back:1", "start encvoy/front:1", "start encvoy/oidc:1", "start " + ProxyImage,
	}, h.notes[3:])
	require.NoError(t, c.Terminate(t.Context()))
	assert.Len(t, h.notes, 16)
}

func TestAFailedPartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for image, said := range map[string]string{
		RedisImage:       "running what Encvoy ID needs: redis:7-alpine is not ready",
		"encvoy/back:1":  "migrating Encvoy ID: encvoy/back:1 is not ready",
		"encvoy/front:1": "running Encvoy ID: encvoy/front:1 is not ready",
	} {
		s, err := collect(built(), pinned())
		require.NoError(t, err)
		h := &host{fails: image}
		c, err := s.run(t.Context(), starters{h.start, h.start, h.start})
		require.EqualError(t, err, said)
		require.Nil(t, c)
		var started, ended []string
		for _, note := range h.notes {
			if name, is := strings.CutPrefix(note, "start "); is {
				started = append(started, name)
			} else {
				ended = append(ended, strings.TrimPrefix(note, "end "))
			}
		}
		assert.ElementsMatch(t, started, ended)
	}
}

// target is a container in a certain state.
type target struct {
	wait.StrategyTarget // what is not used
	state               *container.State
}

func (t target) State(context.Context) (*container.State, error) { return t.state, nil }

func TestTheMigrationHasToEndWell(t *testing.T) {
	t.Parallel()
	require.NoError(t, (&migrated{}).WaitUntilReady(t.Context(), target{state: &container.State{}}))
	require.EqualError(t, (&migrated{}).WaitUntilReady(t.Context(), target{state: &container.State{ExitCode: 1}}),
		"the migration of Encvoy ID's database ended with status 1; its log says why")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, (&migrated{}).WaitUntilReady(ctx, target{state: &container.State{Running: true}}), context.Canceled)
}

func TestAPartIsAskedUntilItAnswers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = io.WriteString(w, "[]")
	}))
	t.Cleanup(server.Close)
	a := &answers{part: "the backend", address: server.URL, client: server.Client()}
	require.NoError(t, a.WaitUntilReady(t.Context(), target{state: &container.State{Running: true}}))
	assert.EqualValues(t, 3, asked.Load())
}
