package oauth_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/rocketchat/oauth"
)

// Observed §E.1, connection refused: the text names the address, also on a
// network in the process, which dials nothing.
func TestRefusedConnectionNamesTheAddress(t *testing.T) {
	t.Parallel()
	authority, err := front.NewAuthority()
	require.NoError(t, err)
	inside := front.NewNetwork(authority)
	t.Cleanup(func() { require.NoError(t, inside.Close()) })
	for address, want := range map[string]string{
		"http://127.0.0.1:9998/oauth/token": "connect ECONNREFUSED 127.0.0.1:9998",
		"https://127.0.0.1/oauth/token":     "connect ECONNREFUSED 127.0.0.1:443",
		"http://[::1]/oauth/token":          "connect ECONNREFUSED [::1]:80",
	} {
		w := newWorld(t, "7.1.0", map[string]any{prefix + "-token_path": address}, func(o *oauth.Options) { o.HTTP = inside.Client() })
		w.callback(t, good())
		_, reason, _ := strings.Cut(w.storedError(t, "tok"), "failed, reason: ")
		require.Equal(t, want, reason)
	}
}
