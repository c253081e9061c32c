package config_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/config"
)

func TestLatencyIsADurationOrARange(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for text, want := range map[string]config.Latency{
		"":           {},
		"300ms":      {Least: 300 * ms, Most: 300 * ms},
		"0-300ms":    {Most: 300 * ms},
		"0-0s":       {},
		"50-300ms":   {Least: 50 * ms, Most: 300 * ms},
		"50ms-1.5s":  {Least: 50 * ms, Most: 1500 * ms},
		"0-300ms@42": {Most: 300 * ms, Seed: 42},
	} {
		got, err := config.ParseLatency(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		again, err := config.ParseLatency(got.String())
		if got.Seed != 0 {
			require.NoError(t, err)
			assert.Equal(t, got, again)
		}
	}
}

func TestBadLatenciesGetOneSentence(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"slow", "300", "-300ms", "300ms-", "300-100ms", "0-300ms@", "0-300ms@0", "0-300ms@x", "1-2-3ms", "-"} {
		_, err := config.Read(lookup(map[string]string{"GONOGO_LATENCY": text}), known())
		require.EqualError(t, err, "GONOGO_LATENCY="+text+" is neither a duration such as 300ms nor a range such as 0-300ms, with the seed of an earlier run behind it (0-300ms@42) or without")
	}
}
