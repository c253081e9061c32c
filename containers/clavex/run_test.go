package clavex

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/containers/backed/backedtest"
	"gonogo/containers/pin"
)

// docker fails to start one part, "" for none. The seed has an entrypoint.
func docker(fails string) *backedtest.Docker {
	return &backedtest.Docker{Fails: fails, Own: func(r pin.Request) string {
		if len(r.Entrypoint) > 0 {
			return "seed"
		}
		return "clavex"
	}}
}

func TestTheGroupStartsInOrderAndEndsTogether(t *testing.T) {
	t.Parallel()
	s, err := collect(pinned())
	require.NoError(t, err)
	d := docker("")
	c, err := s.run(t.Context(), image, d.Runners())
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"start postgres", "start redis"}, d.Notes()[:2])
	assert.Equal(t, backedtest.Notes{"start seed", "end seed", "start clavex"}, d.Notes()[2:])
	require.NoError(t, c.Terminate(t.Context()))
	assert.ElementsMatch(t, []string{"end postgres", "end redis", "end clavex"}, d.Notes()[5:])
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
			d := docker(part)
			c, err := s.run(t.Context(), image, d.Runners())
			require.EqualError(t, err, said)
			require.Nil(t, c)
			assert.ElementsMatch(t, d.Notes().Started(), d.Notes().Ended())
		})
	}
}
