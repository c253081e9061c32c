package guide_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

func TestMovedGuideHasEveryAddressMoved(t *testing.T) {
	t.Parallel()
	guides, err := guide.LoadAll(fixtures.Files)
	require.NoError(t, err)
	r, err := release.New("8.9.0")
	require.NoError(t, err)
	for _, g := range guides {
		t.Run(g.ID, func(t *testing.T) {
			before := g.RedirectURI
			moved, err := g.At("http://127.0.0.1:3000", "http://127.0.0.1:9999")
			require.NoError(t, err)
			require.Equal(t, before, g.RedirectURI, "the guide itself stays")

			translated, err := moved.Settings(r, map[string]string{"client_id": "i", "client_secret": "s"})
			require.NoError(t, err)
			require.Equal(t, "http://127.0.0.1:3000/_oauth/"+translated.Service.Key, moved.RedirectURI)
			for _, s := range translated.Settings {
				if text, ok := s.Value.(string); ok {
					require.NotContains(t, text, "https://", s.ID)
				}
				if s.ID == "Accounts_OAuth_Custom-"+translated.Service.Name+"-url" {
					require.Equal(t, moved.ProviderURL, s.Value)
				}
			}
			require.Regexp(t, `^http://127\.0\.0\.1:9999(/.*)?$`, moved.ProviderURL)
		})
	}
}

func TestMovedGuideKeepsPaths(t *testing.T) {
	t.Parallel()
	g := &guide.Guide{RocketChatURL: "https://chat.acme.eu", ProviderURL: "https://id.acme.eu/acme", RedirectURI: "https://chat.acme.eu/_oauth/clavex"}
	moved, err := g.At("http://127.0.0.1:3000", "http://127.0.0.1:9999")
	require.NoError(t, err)
	require.Equal(t, "http://127.0.0.1:9999/acme", moved.ProviderURL)
	require.Equal(t, "http://127.0.0.1:3000/_oauth/clavex", moved.RedirectURI)
}
