package rocketchat_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat"
)

func TestOutputGetsTheLogAsItComes(t *testing.T) {
	t.Parallel()
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	var output bytes.Buffer
	s, err := rocketchat.Open(t.Context(), rocketchat.Options{
		Release: r, RootURL: "https://chat.acme.eu", Database: newDatabase(t), Output: &output,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.Contains(t, output.String(), "SERVER RUNNING: Rocket.Chat Version 7.1.0, Site URL https://chat.acme.eu\n")
	require.Equal(t, strings.Join(s.Log(), "\n")+"\n", output.String())
}
