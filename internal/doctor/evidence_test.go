package doctor_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/doctor"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack/fault"
)

// ada makes somebody at the provider.
func (w world) ada(t *testing.T, change func(*provider.Person)) *trial.Person {
	t.Helper()
	p := provider.Person{
		Login: "ada@acme.eu", Email: "ada@acme.eu", Password: "Planted-Passw0rd!", Username: "ada", Name: "Ada Acme",
		GivenName: "Ada", FamilyName: "Acme", PublicProfile: true,
	}
	if change != nil {
		change(&p)
	}
	require.NoError(t, w.Provider().Put(t.Context(), p))
	return &trial.Person{Login: p.Login, Password: trial.Secret(p.Password)}
}

func TestATestPersonTellsWhatOnlyALoginShows(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	ada := w.ada(t, nil)
	with := func(c *doctor.Case) { c.Person = ada }
	require.NotContains(t, causes(w.examine(t, with)), "username-taken")

	require.NoError(t, w.Admin().SetSetting(t.Context(), "Accounts_AllowedDomainsList", "other.example"))
	require.Contains(t, causes(w.examine(t, with)), "domain-refused")
	require.NoError(t, w.Admin().SetSetting(t.Context(), "Accounts_AllowedDomainsList", "other.example, acme.eu"))
	require.NotContains(t, causes(w.examine(t, with)), "domain-refused")

	for kind, want := range map[fault.Fault]string{
		{Endpoint: fault.Token, Kind: fault.NoAccessToken}: "access-token-missing",
		{Endpoint: fault.UserInfo, Kind: fault.NoID}:       "identity-without-id",
	} {
		planted, err := w.Plant(t.Context(), kind)
		require.NoError(t, err)
		require.Equal(t, []string{want}, causes(w.examine(t, with)))
		require.NoError(t, planted.Mend(t.Context()))
	}

	made, err := w.Admin().CreateUser(t.Context(), rocketchat.NewUser{
		Username: "ada", Name: "Somebody else", Email: "else@acme.eu", Password: "Planted-Passw0rd!", Verified: true,
	})
	require.NoError(t, err)
	require.Contains(t, causes(w.examine(t, with)), "username-taken")
	require.NoError(t, w.Admin().DeleteUser(t.Context(), made.ID))
}

// A record of an attempt names what only an attempt can; what settings have shown
// already goes before it.
func TestARecordedAttempt(t *testing.T) {
	t.Parallel()
	w := open(t, "entra", "7.1.0", nil)
	callback := w.Guide().RedirectURI
	record := attempt.Attempt{Exchanges: []browser.Exchange{
		{Page: "1", Type: "Document", Method: "GET", Status: 200, URL: w.Guide().ProviderURL + "/oauth2/authorize?client_id=x&redirect_uri=" +
			url.QueryEscape(callback) + "&response_type=code&state=e30%3D&scope=openid"},
		{Page: "1", Type: "Document", Method: "GET", Status: 200, URL: callback + "?error=access_denied&state=e30%3D"},
	}}
	with := func(c *doctor.Case) { c.Attempt = &record }
	require.Equal(t, []string{"access-denied"}, causes(w.examine(t, with)))
	w.set(t, map[string]any{"id": "somebody-else"})
	require.Equal(t, []string{"client-unknown"}, causes(w.examine(t, with)))
}
