package doctor_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
	"gonogo/internal/rocketchat"
)

// What has been mended since is a note, and no line is quoted.
func TestLogIsANote(t *testing.T) {
	t.Parallel()
	w := open(t, "authentik", "3.18.2", nil)
	w.mend(t)
	require.NotContains(t, joined(w.examine(t, nil).Notes), "Rocket.Chat's log")
	w.failsToLogIn(t)
	report := w.examine(t, nil)
	require.Contains(t, joined(report.Notes), "Rocket.Chat's server got no token from the provider")
	require.NotContains(t, joined(report.Notes), "https://authentik.company/application/o/token")
	stranger := w.examine(t, func(c *doctor.Case) { c.Admin = nil })
	require.NotContains(t, joined(stranger.Notes), "Rocket.Chat's log")
}

// failsToLogIn comes back from the provider with a code that it does not know.
func (w world) failsToLogIn(t *testing.T) {
	t.Helper()
	const token = "a-credential-token-of-forty-three-characters"
	state := base64.StdEncoding.EncodeToString([]byte(`{"loginStyle":"popup","credentialToken":"` + token + `","isCordova":false}`))
	callback := w.Guide().RedirectURI + "?" + url.Values{"code": {"unknown"}, "state": {state}}.Encode()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, callback, http.NoBody)
	require.NoError(t, err)
	res, err := w.HTTP().Do(r)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	credential := map[string]any{"oauth": map[string]any{"credentialToken": token, "credentialSecret": nil}}
	require.Error(t, rocketchat.New(w.RocketChatURL(), w.HTTP()).Method(t.Context(), "login", nil, credential))
}
