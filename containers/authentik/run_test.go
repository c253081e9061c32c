package authentik

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/pin"
)

// host is a Docker that only takes notes.
type host struct {
	mu    sync.Mutex
	notes []string
	fails string // the part that does not start
}

func (h *host) note(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.notes = append(h.notes, text)
}

// member is a container on the host.
type member struct {
	testcontainers.Container
	host *host
	name string
}

func (m *member) Terminate(context.Context, ...testcontainers.TerminateOption) error {
	m.host.note("end " + m.name)
	return nil
}

// start names a container by its image or, where both are authentik's, by its
// command.
func (h *host) start(name string) start {
	return func(_ context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
		got, err := pin.Of(image, opts...)
		if err != nil {
			return nil, err
		}
		part := strings.TrimSpace(name + strings.Join(got.Cmd, " "))
		h.note("start " + part)
		if part == h.fails {
			return &member{host: h, name: part}, errors.New(part + " is not ready")
		}
		return &member{host: h, name: part}, nil
	}
}

func (h *host) starters() starters {
	return starters{database: h.start("postgres"), cache: h.start("redis"), authentik: h.start("")}
}

// hushed is a server that takes the setting about pictures, or does not.
func hushed(t *testing.T, status int) *http.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "PATCH /api/v3/admin/settings/", r.Method+" "+r.URL.Path)
		assert.Equal(t, "Bearer administrator's token", r.Header.Get("Authorization"))
		w.WriteHeader(status)
	}))
	t.Cleanup(s.Close)
	return &http.Client{Transport: onto{s.Listener.Addr().String(), s.Client().Transport}}
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	for image, needed := range map[string][]string{Image: {"postgres"}, ImageWithRedis: {"postgres", "redis"}} {
		t.Run(image, func(t *testing.T) {
			t.Parallel()
			s, err := collect(image, pinned(WithClient(hushed(t, http.StatusOK))))
			require.NoError(t, err)
			h := &host{}
			c, err := s.run(t.Context(), image, h.starters())
			require.NoError(t, err)
			first := len(needed)
			assert.ElementsMatch(t, needed, parts(h.notes[:first], "start "))
			assert.ElementsMatch(t, []string{"server", "worker"}, parts(h.notes[first:], "start "))
			assert.Equal(t, "server", c.Container.(*member).name, "the container that the others stand behind")
			require.NoError(t, c.Terminate(t.Context()))
			assert.ElementsMatch(t, append(needed, "server", "worker"), parts(h.notes, "end "))
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
			h := &host{fails: part}
			c, err := s.run(t.Context(), ImageWithRedis, h.starters())
			require.EqualError(t, err, said)
			require.Nil(t, c)
			assert.ElementsMatch(t, parts(h.notes, "start "), parts(h.notes, "end "))
		})
	}
}

func parts(notes []string, verb string) []string {
	var all []string
	for _, note := range notes {
		if name, is := strings.CutPrefix(note, verb); is {
			all = append(all, name)
		}
	}
	return all
}
