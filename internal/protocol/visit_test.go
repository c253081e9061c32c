package protocol

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/rocketchat"
)

const back = chatURL + "/_oauth/clavex"

func visiting(t *testing.T, w *world, redirectURI string) *Visit {
	t.Helper()
	v, err := NewVisit(Options{Transport: w, Release: w.agent(t, "clavex", "8.9.0").options.Release, Guide: "clavex", ProviderURL: idURL}, redirectURI)
	require.NoError(t, err)
	return v
}

func TestAVisitEndsBeforeTheCallback(t *testing.T) {
	t.Parallel()
	w := newChat(t, `"loginStyle":"popup","showButton":false`)
	document := rocketchat.Service{"service": "clavex", "clientId": "rc", "serverURL": idURL, "authorizePath": "/acme/authorize", "scope": "openid"}
	v := visiting(t, w, back)
	require.NoError(t, v.Open(t.Context(), document, back, chatURL+"/home"))
	assert.Nil(t, v.Returned())
	require.NoError(t, v.SignIn(t.Context(), "ada@acme.eu", "right"))
	require.NotNil(t, v.Returned())
	assert.Equal(t, "c", v.Returned().Query().Get("code"))
	s, ok := ReadState(v.Returned().Query().Get("state"))
	require.True(t, ok)
	assert.Equal(t, "redirect", s.LoginStyle)
	for _, x := range v.Exchanges() {
		assert.NotContains(t, x.URL, chatURL+"/_oauth", "Rocket.Chat must not be asked")
	}
	assert.NotContains(t, v.Shows(), "code")
}

func TestAVisitEndsWithAPostedForm(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.shows("id.test/acme/authorize", `<form method=post action="`+back+`"><input name=email><input name=password type=password><input type=hidden name=code value=c7><button>Go</button></form>`)
	v := visiting(t, w, back)
	require.NoError(t, v.Open(t.Context(), rocketchat.Service{"serverURL": idURL, "authorizePath": "/acme/authorize"}, back, chatURL))
	require.NoError(t, v.SignIn(t.Context(), "ada", "right"))
	assert.Equal(t, "c7", v.Returned().Query().Get("code"))
}

func TestVisitsThatCannotBegin(t *testing.T) {
	t.Parallel()
	_, err := NewVisit(Options{Transport: http.DefaultTransport, Guide: "clavex", ProviderURL: idURL}, "nowhere")
	require.EqualError(t, err, "the redirect URI is no address of the web")
	v := visiting(t, newWorld(), back)
	require.ErrorContains(t, v.Open(t.Context(), rocketchat.Service{"service": "x"}, back, chatURL), "no address of the web")
}
