// Package pintest compares what is asked of Docker with files that people read.
package pintest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"gonogo/containers/group"
	"gonogo/containers/pin"
)

// Requests compares each request, exactly, with testdata/<name>.yaml in a
// subtest of its own. GONOGO_UPDATE=1 writes the files anew.
func Requests(t *testing.T, requests map[string]group.Request) {
	t.Helper()
	for name, r := range requests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := pin.Of(r.Image, r.Options...)
			require.NoError(t, err)
			stated, err := yaml.Marshal(got)
			require.NoError(t, err)
			path := filepath.Join("testdata", name+".yaml")
			if os.Getenv("GONOGO_UPDATE") != "" {
				require.NoError(t, os.WriteFile(path, stated, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(stated))
		})
	}
}
