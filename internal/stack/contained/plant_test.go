package contained

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/control"
	"gonogo/internal/stack/fault"
)

// genuineOne is a provider that gonogo does not run as an emulator.
type genuineOne struct{ provider.Provider }

func TestWhatContainersCannotFailIsTold(t *testing.T) {
	t.Parallel()
	emulator := control.New(control.Options{ID: "clavex"})
	for _, tt := range []struct {
		provider provider.Provider
		kind     fault.Kind
		want     string
	}{
		{genuineOne{}, fault.Failing, "the provider is the publisher's own, which gonogo does not break"},
		{emulator, fault.Untrusted, "the gateway shows everybody the same certificate, and what Rocket.Chat trusts is fixed when its container starts"},
		{emulator, fault.Refused, "the gateway in front of the provider takes the connection and answers 502 Bad Gateway in its place"},
		{emulator, fault.NoID, "this failure belongs to another endpoint"},
	} {
		_, err := (&Stack{provider: tt.provider}).Plant(t.Context(), fault.Fault{Kind: tt.kind})
		var cannot *fault.CannotError
		require.ErrorAs(t, err, &cannot)
		assert.Equal(t, tt.want, cannot.Reason)
	}
}

// A failure reaches people through the gateway, and Rocket.Chat comes back with
// what it had, at the address that it stored.
func TestEmulatorFailsAndRocketChatComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o, _ := w.opener(t, "never")
	s := w.open(t, o)
	t.Cleanup(func() { assert.NoError(t, s.Close(context.Background())) })
	planted, err := s.Plant(t.Context(), fault.Fault{Endpoint: fault.UserInfo, Kind: fault.Failing})
	require.NoError(t, err)
	userinfo := s.Guide().ProviderURL + "/userinfo"
	require.Equal(t, http.StatusInternalServerError, status(t, s, userinfo))
	require.NoError(t, planted.Mend(t.Context()))
	require.Equal(t, http.StatusUnauthorized, status(t, s, userinfo))

	admin := s.Admin()
	require.NoError(t, admin.AddCustomOAuth(t.Context(), "clavex"))
	require.NoError(t, s.RestartRocketChat(t.Context(), fault.Restart{RootURL: "https://chat.moved.example"}))
	value, err := admin.Setting(t.Context(), "Accounts_OAuth_Custom-Clavex-scope")
	require.NoError(t, err, "the client from before")
	require.Equal(t, "openid", value)
	requireSetting(t, s, "Site_Url", s.RocketChatURL())
	require.NoError(t, s.RestartRocketChat(t.Context(), fault.Restart{}))
	requireSetting(t, s, "Site_Url", s.RocketChatURL())
}

func status(t *testing.T, s *Stack, address string) int {
	t.Helper()
	res, err := s.HTTP().Get(address)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return res.StatusCode
}
