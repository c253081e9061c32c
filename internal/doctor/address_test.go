package doctor_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

// onLoopback is a configured stack at plain http addresses of this machine.
func onLoopback(t *testing.T, id, version string) world {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	r, err := release.New(version)
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{
		Guide: g, Release: r, Addresses: &simulator.Addresses{RocketChat: "127.0.0.1:0", Provider: "127.0.0.1:0"},
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	w := world{Embedded: s}
	w.configured, err = stack.Configure(t.Context(), s)
	require.NoError(t, err)
	return w
}

// Clavex lets its form lead to https only (providers: Clavex).
func TestWorkspaceOnPlainHTTP(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"provider-form-blocked"}, causes(onLoopback(t, "clavex", "7.1.0").examine(t, nil)))
	require.Empty(t, causes(onLoopback(t, "authentik", "7.1.0").examine(t, nil)))
}

// 8.2.0 alone refuses private addresses (§4.2).
func TestProviderAtAPrivateAddress(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"release-bug"}, causes(onLoopback(t, "authentik", "8.2.0").examine(t, nil)))
	require.Empty(t, causes(onLoopback(t, "authentik", "8.9.0").examine(t, nil)))
}

// The engine of 8.7 always appends paths to URL (§3.2).
func TestAbsolutePathsInTheModernEngine(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "8.9.0", nil)
	w.set(t, map[string]any{"token_path": "https://id.acme.eu/acme/token"})
	require.Empty(t, causes(w.examine(t, nil)))
	require.NoError(t, w.Admin().SetSetting(t.Context(), "Accounts_OAuth_Use_Modern_Flow", true))
	report := w.examine(t, nil)
	require.Equal(t, []string{"token-path-wrong"}, causes(report), "%v", report.Findings)
	require.Contains(t, report.Findings[0].Fix, "absolute addresses do not work")
}
