package clavex

import (
	"context"
	"errors"
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

// start names a container by its part: the seed is the one with an entrypoint.
func (h *host) start(name string) start {
	return func(_ context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
		got, err := pin.Of(image, opts...)
		if err != nil {
			return nil, err
		}
		part := name
		if len(got.Entrypoint) > 0 {
			part = "seed"
		}
		h.note("start " + part)
		if part == h.fails {
			return &member{host: h, name: part}, errors.New(part + " is not ready")
		}
		return &member{host: h, name: part}, nil
	}
}

func (h *host) starters() starters {
	return starters{database: h.start("postgres"), cache: h.start("redis"), clavex: h.start("clavex")}
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	s, err := collect(pinned())
	require.NoError(t, err)
	h := &host{}
	c, err := s.run(t.Context(), image, h.starters())
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"start postgres", "start redis"}, h.notes[:2])
	assert.Equal(t, []string{"start seed", "end seed", "start clavex"}, h.notes[2:])
	require.NoError(t, c.Terminate(t.Context()))
	assert.ElementsMatch(t, []string{"end postgres", "end redis", "end clavex"}, h.notes[5:])
}

func TestAFailedPartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for part, said := range map[string]string{
		"postgres": "running what Clavex needs: postgres is not ready",
		"redis":    "running what Clavex needs: redis is not ready",
		"seed":     "seeding Clavex: seed is not ready",
		"clavex":   "running Clavex: clavex is not ready",
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			s, err := collect(pinned())
			require.NoError(t, err)
			h := &host{fails: part}
			c, err := s.run(t.Context(), image, h.starters())
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
		})
	}
}
