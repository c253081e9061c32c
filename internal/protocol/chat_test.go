package protocol

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser/pages"
)

// button is Clavex's.
func clavexButton() pages.Button { return pages.Button{Service: "clavex", Label: "Log in"} }

// newChat is a workspace whose service has these further properties, and a
// provider that asks for credentials. The login method wants the credential pair
// that the callback hands out.
func newChat(t *testing.T, service string) *world {
	t.Helper()
	w := newWorld()
	w.shows("chat.test/", "<title>Rocket.Chat</title>")
	w.shows("chat.test/home", "<title>Rocket.Chat</title>")
	w.says("chat.test/api/v1/settings.public", `{"success":true,"settings":[],"total":0}`)
	w.says("chat.test/api/v1/settings.oauth", fmt.Sprintf(`{"success":true,"services":[{"service":"other","custom":true},{"service":"google"},
		{"service":"clavex","custom":true,"clientId":"rc","serverURL":%q,"authorizePath":"/acme/authorize","scope":"openid",
		"buttonLabelText":"Log  in","buttonColor":"#0a5","buttonLabelColor":"nope",%s}]}`, idURL, service))
	w.says("chat.test/api/v1/me", `{"success":true,"_id":"u1","username":"ada","active":true}`)
	w.shows("id.test/acme/authorize", `<form method=post action=/acme/login><input type=hidden name=session value=7>
		<input name=email><input name=password type=password><button type=submit>Sign in</button></form>`)
	w.pages["id.test/acme/login"] = func(answer http.ResponseWriter, r *http.Request) {
		if r.PostForm.Get("password") != "right" || r.PostForm.Get("session") != "7" {
			w.pages["id.test/acme/refused"](answer, r)
			return
		}
		state := w.last(t, "id.test/acme/authorize").URL.Query().Get("state")
		http.Redirect(answer, r, chatURL+"/_oauth/clavex?code=c&state="+encodeURIComponent(state), http.StatusFound)
	}
	w.shows("id.test/acme/refused", `<div>Invalid email or password.</div><form method=post action=/acme/login><input name=email><input name=password><button>Sign in</button></form>`)
	w.pages["chat.test/_oauth/clavex"] = callback
	w.pages["chat.test/api/v1/method.callAnon/login"] = loginMethod
	w.says("chat.test/api/v1/method.call/logout", `{"message":"{\"msg\":\"result\",\"id\":\"1\"}","success":true}`)
	return w
}

// callback hands out a secret for the token in the state.
func callback(answer http.ResponseWriter, r *http.Request) {
	var s state
	raw, _ := base64.StdEncoding.DecodeString(r.URL.Query().Get("state"))
	_ = json.Unmarshal(raw, &s)
	answer.Header().Set("Content-Type", "text/html")
	config, _ := json.Marshal(handover{true, s.CredentialToken, "secret-of-" + s.CredentialToken, s.RedirectURL})
	_, _ = fmt.Fprintf(answer, `<div id="config" style="display:none">%s</div>`, config)
}

// loginMethod lets in whoever brings a token with its secret.
func loginMethod(answer http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var call struct{ Message string }
	var frame struct {
		Params []struct {
			OAuth struct{ CredentialToken, CredentialSecret string }
		}
	}
	_ = json.Unmarshal(body, &call)
	_ = json.Unmarshal([]byte(call.Message), &frame)
	result := `{"msg":"result","id":"1","error":{"error":"no-match","reason":"No matching login attempt found"}}`
	if pair := frame.Params[0].OAuth; pair.CredentialSecret == "secret-of-"+pair.CredentialToken {
		result = `{"msg":"result","id":"1","result":{"id":"u1","token":"login-token"}}`
	}
	_ = json.NewEncoder(answer).Encode(map[string]any{"message": result, "success": true})
}

func start(t *testing.T, w *world, version string) *Agent {
	t.Helper()
	a := w.agent(t, "clavex", version)
	require.NoError(t, a.Chat().Open(t.Context(), chatURL))
	assert.Equal(t, chatURL+"/home", a.Address())
	require.NoError(t, a.Chat().ClickProvider(t.Context(), clavexButton()))
	return a
}

func TestLoginInBothStyles(t *testing.T) {
	t.Parallel()
	for _, style := range []string{"redirect", "popup"} {
		t.Run(style, func(t *testing.T) {
			t.Parallel()
			w := newChat(t, fmt.Sprintf(`"loginStyle":%q`, style))
			a := start(t, w, "8.9.0")
			assert.Equal(t, style == "popup", a.HasPopup())
			require.Error(t, a.AwaitLogin())
			require.NoError(t, a.Provider().Await(t.Context()))
			require.NoError(t, a.Provider().SignIn(t.Context(), "ada@people.test", "right"))
			require.NoError(t, a.AwaitLogin())
			checkHome(t, a)
			require.NoError(t, a.Chat().LogOut(t.Context()))
			session, err := a.Chat().Session(t.Context())
			require.NoError(t, err)
			assert.Zero(t, session)
			require.Error(t, a.Chat().LogOut(t.Context()))
		})
	}
}

func checkHome(t *testing.T, a *Agent) {
	t.Helper()
	state, err := a.Chat().State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, pages.State{Kind: pages.Home}, state)
	session, err := a.Chat().Session(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "u1 login-token u1", session.UserID+" "+session.Token.Reveal()+" "+session.CookieUID)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", session, session, session, session.Token), "login-token")
	assert.Equal(t, chatURL+"/home", a.Address())
	assert.False(t, a.GaveUpEarly())
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	w := newChat(t, `"loginStyle":"redirect"`)
	a := start(t, w, "8.9.0")
	said, err := a.Provider().FailSignIn(t.Context(), "ada@people.test", "wrong")
	require.NoError(t, err)
	assert.Equal(t, "Invalid email or password.", said)
	_, err = a.Provider().FailSignIn(t.Context(), "ada@people.test", "wrong")
	require.NoError(t, err)
	require.Error(t, a.AwaitLogin())
}

// Going back starts the page again, which finds that a login was under way, and
// has no secret for it (§7.3).
func TestWalkingAway(t *testing.T) {
	t.Parallel()
	for style, want := range map[string]string{"redirect": "", "popup": "No matching login attempt found"} {
		w := newChat(t, fmt.Sprintf(`"loginStyle":%q`, style))
		a := start(t, w, "6.13.1")
		require.ErrorIs(t, a.Provider().Cancel(t.Context()), pages.ErrNoCancel)
		require.ErrorIs(t, a.Provider().DenyConsent(t.Context(), "ada", "right"), pages.ErrNoConsent)
		require.NoError(t, a.WalkAway(t.Context()))
		require.NoError(t, a.AwaitLogin())
		state, err := a.Chat().WaitState(t.Context(), pages.LoginForm)
		require.NoError(t, err)
		assert.Equal(t, want, state.Message, style)
		assert.Equal(t, chatURL+"/home", a.Address())
	}
}

// providers: Clavex.
func TestPopupThatIsCutOff(t *testing.T) {
	t.Parallel()
	w := newChat(t, `"loginStyle":"popup"`)
	page := w.pages["id.test/acme/authorize"]
	w.pages["id.test/acme/authorize"] = func(answer http.ResponseWriter, r *http.Request) {
		answer.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		page(answer, r)
	}
	a := start(t, w, "8.9.0")
	require.NoError(t, a.AwaitLogin(), "the opener takes the popup for closed")
	require.NoError(t, a.Provider().SignIn(t.Context(), "ada@people.test", "right"))
	assert.True(t, a.GaveUpEarly())
	state, err := a.Chat().State(t.Context())
	require.NoError(t, err)
	assert.Equal(t, pages.LoginForm, state.Kind)
}

// Chromium cancels a form whose answer leads where the page forbids it; the
// request itself has gone out (providers: Clavex).
func TestFormThatIsBlocked(t *testing.T) {
	t.Parallel()
	w := newChat(t, `"loginStyle":"redirect"`)
	page := w.pages["id.test/acme/authorize"]
	w.pages["id.test/acme/authorize"] = func(answer http.ResponseWriter, r *http.Request) {
		answer.Header().Set("Content-Security-Policy", "form-action 'self'")
		page(answer, r)
	}
	a := start(t, w, "8.9.0")
	err := a.Provider().SignIn(t.Context(), "ada@people.test", "right")
	require.True(t, FormBlocked(err), err)
	w.last(t, "id.test/acme/login")
	assert.Equal(t, "/acme/authorize", a.tab.url.Path, "the page stays")
}

func TestDeadAndMissingButtons(t *testing.T) {
	t.Parallel()
	a := newChat(t, `"loginStyle":"popup"`).agent(t, "clavex", "6.6.0")
	require.NoError(t, a.Chat().Open(t.Context(), chatURL))
	require.ErrorIs(t, a.Chat().ClickProvider(t.Context(), clavexButton()), ErrDeadButton)

	a = newChat(t, `"showButton":false`).agent(t, "clavex", "8.9.0")
	require.NoError(t, a.Chat().Open(t.Context(), chatURL))
	require.ErrorContains(t, a.Chat().ClickProvider(t.Context(), clavexButton()), "there is none on page-1 at https://chat.test/home")
}

// §9.1; an invalid colour leaves the theme's.
func TestButtonLook(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]pages.ButtonLook{
		"3.18.2": {Text: "Log in", Title: "Clavex", Background: "#00aa55"},
		"6.13.1": {Text: "Log in", Title: "Log  in"},
		"8.9.0":  {Text: "Log in", Title: "Log  in", Background: "#00aa55"},
	} {
		a := newChat(t, `"loginStyle":"popup"`).agent(t, "clavex", version)
		require.NoError(t, a.Chat().Open(t.Context(), chatURL))
		got, err := a.Chat().ProviderButton(t.Context(), clavexButton())
		require.NoError(t, err)
		assert.Equal(t, want, got, version)
		require.NoError(t, a.Chat().OpenSignUp(t.Context()))
		there, err := a.Chat().ButtonOnSignUp(t.Context(), clavexButton())
		require.NoError(t, err)
		assert.Equal(t, version == "3.18.2", there, version)
	}
}

func TestOpeningWhatIsNoRocketChat(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.says("chat.test/", `{}`)
	a := w.agent(t, "clavex", "8.9.0")
	require.EqualError(t, a.Chat().Open(t.Context(), chatURL), "opening Rocket.Chat: page-1 at https://chat.test/ (status 200) is no page of Rocket.Chat")
	require.EqualError(t, a.Chat().Open(t.Context(), "nonsense"), `opening Rocket.Chat: "nonsense" is no address`)
}
