package protocol

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser/pages"
)

// tenant is an Entra ID with all of its screens.
func tenant(t *testing.T) (*world, *Agent) {
	t.Helper()
	w := newWorld()
	const name, secret = `<form method=post action=/login><input name=loginfmt><input name=passwd aria-hidden=true><input id=idSIButton9 type=submit value=Next></form>`,
		`<form method=post action=/login><input name=loginfmt aria-hidden=true><input name=passwd type=password><input id=idSIButton9 type=submit value="Sign in"></form>`
	w.shows("id.test/start", name)
	w.shows("id.test/secret", secret)
	w.shows("id.test/consent", `<form method=post action=/answer><input id=idBtn_Back type=submit name=a value=Cancel><input id=idSIButton9 type=submit name=a value=Accept></form>`)
	w.shows("id.test/kmsi", `<form method=post action=/answer><input id=idBtn_Back type=submit name=a value=No><input id=idSIButton9 type=submit name=a value=Yes></form>`)
	w.shows("chat.test/there", "<p>left</p>")
	w.pages["id.test/login"] = func(answer http.ResponseWriter, r *http.Request) {
		next := "id.test/secret"
		if r.PostForm.Get("passwd") != "" {
			next = "id.test/consent"
		}
		w.pages[next](answer, r)
	}
	w.pages["id.test/answer"] = func(answer http.ResponseWriter, r *http.Request) {
		if r.PostForm.Get("a") == "Accept" {
			w.pages["id.test/kmsi"](answer, r)
			return
		}
		http.Redirect(answer, r, chatURL+"/there", http.StatusFound)
	}
	a := w.agent(t, "entra", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/start")))
	return w, a
}

func TestEveryScreenIsAnswered(t *testing.T) {
	t.Parallel()
	w, a := tenant(t)
	require.ErrorIs(t, a.Provider().Cancel(t.Context()), pages.ErrNoCancel)
	require.NoError(t, a.Provider().SignIn(t.Context(), "ada", "right"))
	assert.Equal(t, "No", w.last(t, "id.test/answer").PostForm.Get("a"), "she does not stay signed in")
	assert.Equal(t, chatURL+"/there", a.Address())
}

func TestConsentIsDenied(t *testing.T) {
	t.Parallel()
	w, a := tenant(t)
	require.NoError(t, a.Provider().DenyConsent(t.Context(), "ada", "right"))
	assert.Equal(t, "Cancel", w.last(t, "id.test/answer").PostForm.Get("a"))
}

func TestPagesOfScriptsNeedABrowser(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.shows("id.test/start", `<title>Sign in</title><script>$Config={}</script>`)
	w.shows("id.test/error", `<h1>Sorry</h1>`)
	a := w.agent(t, "entra", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/start")))
	require.ErrorIs(t, a.Provider().Await(t.Context()), ErrNeedsBrowser)
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/error")))
	err := a.Provider().Await(t.Context())
	require.EqualError(t, err, "waiting for the provider's login page at https://id.test on page-1 at https://id.test/error (status 200): it is not there")
}

// A page that comes again and again has no end.
func TestScreensAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.shows("id.test/login", `<form method=post action=/login><input name=username><input name=password><button>Go</button></form>`)
	a := w.agent(t, "miniorange", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/login")))
	err := a.Provider().SignIn(t.Context(), "ada", "right")
	require.ErrorContains(t, err, "waiting for the next page of the provider or the way back on page-1 at https://id.test/login")
}

func TestUnknownProviders(t *testing.T) {
	t.Parallel()
	_, err := New(Options{Guide: "nonsense", ProviderURL: idURL})
	require.EqualError(t, err, `no pages are known of the provider "nonsense"`)
	_, err = New(Options{Guide: "clavex", ProviderURL: "nonsense"})
	require.EqualError(t, err, `address of the provider clavex: "nonsense" has no host`)
}
