package seeded_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/seeded"
)

func TestEveryFaultTellsAllOfItself(t *testing.T) {
	t.Parallel()
	known := map[seeded.Name]bool{}
	for _, f := range seeded.All() {
		assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, f.Name)
		assert.False(t, known[f.Name], "%s is there twice", f.Name)
		known[f.Name] = true
		assert.Contains(t, []seeded.Place{seeded.Simulator, seeded.Emulator, seeded.Front}, f.Where, f.Name)
		assert.Regexp(t, `[^.]$`, f.What, f.Name)
		assert.NotEmpty(t, f.Source, f.Name)
		assert.NotEmpty(t, f.CaughtBy, f.Name)
		assert.NotEmpty(t, f.Spares, f.Name)
		assert.NotZero(t, f.Shown, f.Name)
		for _, key := range f.Spares {
			assert.NotContains(t, f.CaughtBy, key, f.Name)
		}
	}
}

func TestNothingIsPlantedUnlessNamed(t *testing.T) {
	t.Parallel()
	for _, f := range seeded.All() {
		assert.False(t, seeded.Set{}.Has(f.Name), f.Name)
		planted, err := seeded.Parse(string(f.Name))
		require.NoError(t, err)
		assert.Equal(t, []seeded.Name{f.Name}, planted.Names())
		assert.True(t, planted.Has(f.Name))
	}
	none, err := seeded.Parse("")
	require.NoError(t, err)
	assert.Empty(t, none.Names())
}

func TestAnUnknownFaultNamesTheKnownOnes(t *testing.T) {
	t.Parallel()
	_, err := seeded.Parse("gremlin")
	require.ErrorContains(t, err, "GONOGO_FAULT=gremlin is not known; known values: "+string(seeded.MergeIgnoresFlag)+", ")
}
