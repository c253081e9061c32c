package redis

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"gonogo/containers"
	"gonogo/containers/pin"
)

// The request, exactly. GONOGO_UPDATE=1 writes the file anew.
func TestRequest(t *testing.T) {
	t.Parallel()
	got, err := pin.Of("redis:7-alpine", customizers(containers.Join("inside", "redis"))...)
	require.NoError(t, err)
	text, err := yaml.Marshal(got)
	require.NoError(t, err)
	path := filepath.Join("testdata", "redis-7-alpine.yaml")
	if os.Getenv("GONOGO_UPDATE") != "" {
		require.NoError(t, os.WriteFile(path, text, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(text))
}

func TestOnlyPongIsAnAnswer(t *testing.T) {
	t.Parallel()
	assert.True(t, isPong(strings.NewReader("PONG\r\n")))
	assert.False(t, isPong(strings.NewReader("LOADING Redis is loading the dataset in memory\n")))
	assert.False(t, isPong(strings.NewReader("Could not connect to Redis at 127.0.0.1:6379: Connection refused\n")))
}

func TestTheAddressOnTheNetwork(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "redis://redis:6379/0", (&Container{}).NetworkURL("redis"))
}
