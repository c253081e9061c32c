package pages_test

import (
	"context"
	"encoding/json"
	"html/template"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
)

// fakeProvider shows pages of testdata in order; each form leads to the next.
type fakeProvider struct {
	id    string
	steps []string // names of pages
	login string   // field of the login
	pass  string   // field of the password

	client string // where the way ends
	step   int
	typed  map[string]string
}

func fakeProviders() []*fakeProvider {
	return []*fakeProvider{
		{id: "clavex", steps: []string{"login"}, login: "email", pass: "password"},
		{id: "miniorange", steps: []string{"login"}, login: "username", pass: "password"},
		{id: "encvoy", steps: []string{"login", "password", "consent"}, login: "login", pass: "password"},
		{id: "entra", steps: []string{"login", "password", "consent", "kmsi"}, login: "loginfmt", pass: "passwd"},
		{id: "authentik", steps: []string{"login", "password", "consent"}, login: "uidField", pass: "password"},
	}
}

const wrongPassword = "Invalid email or password."

func (f *fakeProvider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	for name, values := range r.PostForm {
		if value := strings.Join(values, ""); value != "" {
			f.typed[name] = value
		}
	}
	denied := r.PostForm.Get("answer") == "Cancel"
	wrong := r.PostForm.Get(f.pass) == "wrong"
	switch {
	case denied:
		f.step = len(f.steps)
	case r.Method == http.MethodPost && !wrong:
		f.step++
	}
	if f.id == "authentik" && r.Method == http.MethodPost {
		f.stage(w, wrong)
		return
	}
	f.page(w, r, wrong)
}

// page answers as providers do that load a document for each step.
func (f *fakeProvider) page(w http.ResponseWriter, r *http.Request, wrong bool) {
	if f.step >= len(f.steps) {
		http.Redirect(w, r, f.client, http.StatusFound)
		return
	}
	page := template.Must(template.ParseFiles("testdata/" + f.id + "/" + f.steps[f.step] + ".html"))
	var data struct{ Problem string }
	if wrong {
		data.Problem = wrongPassword
	}
	w.Header().Set("Content-Type", "text/html")
	_ = page.Execute(w, data)
}

// stage answers as authentik does: the next stage, or where to go.
func (f *fakeProvider) stage(w http.ResponseWriter, wrong bool) {
	answer := map[string]string{"to": f.client}
	if f.step < len(f.steps) {
		answer = map[string]string{
			"stage":  "ak-stage-" + f.steps[f.step],
			"fields": map[string]string{"password": `<input name="password" type="password">`}[f.steps[f.step]],
		}
	}
	if wrong {
		answer["fields"] += `<p class="pf-m-error">` + wrongPassword + `</p>`
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// visit opens the provider's first page, and gives its page object.
func (f *fakeProvider) visit(t *testing.T, engine browser.Engine) (context.Context, browser.Page, pages.Provider) {
	t.Helper()
	client := serve(t, httptest.NewServer(http.FileServer(http.Dir("testdata/react"))))
	server := serve(t, httptest.NewServer(f))
	f.client, f.step, f.typed = client.URL+"/home.html", 0, map[string]string{}
	ctx, page := newPage(t, engine)
	provider, err := pages.ForProvider(f.id, page, server.URL+"/acme")
	require.NoError(t, err)
	require.NoError(t, page.Goto(ctx, server.URL))
	require.NoError(t, provider.Await(ctx))
	return ctx, page, provider
}

func eachProvider(t *testing.T, test func(t *testing.T, engine browser.Engine, f *fakeProvider)) {
	t.Helper()
	engine := launch(t)
	for _, f := range fakeProviders() {
		t.Run(f.id, func(t *testing.T) {
			t.Parallel()
			test(t, engine, f)
		})
	}
}

func TestSigningInLeavesTheProvider(t *testing.T) {
	eachProvider(t, func(t *testing.T, engine browser.Engine, f *fakeProvider) {
		ctx, page, provider := f.visit(t, engine)
		at, err := provider.At(ctx)
		require.NoError(t, err)
		assert.True(t, at)
		require.NoError(t, provider.SignIn(ctx, "ada@acme.eu", "right"))
		assert.Equal(t, "ada@acme.eu", f.typed[f.login])
		assert.Equal(t, "right", f.typed[f.pass])
		url, err := page.URL(ctx)
		require.NoError(t, err)
		assert.Equal(t, f.client, url)
		at, err = provider.At(ctx)
		require.NoError(t, err)
		assert.False(t, at)
		if f.id == "entra" {
			assert.Equal(t, "No", f.typed["answer"], "the last answer declines to stay signed in")
		}
		require.NoError(t, provider.SignIn(ctx, "ada@acme.eu", "right"), "somebody who is back already")
	})
}

func TestAWrongPasswordIsRefusedInWords(t *testing.T) {
	eachProvider(t, func(t *testing.T, engine browser.Engine, f *fakeProvider) {
		ctx, _, provider := f.visit(t, engine)
		message, err := provider.FailSignIn(ctx, "ada@acme.eu", "wrong")
		require.NoError(t, err)
		assert.Equal(t, wrongPassword, message)

		var refused *pages.RefusedError
		require.ErrorAs(t, provider.SignIn(ctx, "ada@acme.eu", "wrong"), &refused, "a second failure is noticed too")
		require.NoError(t, provider.SignIn(ctx, "ada@acme.eu", "right"), "the old refusal is not mistaken for a new one")
	})
}

func TestAnAcceptedPasswordIsNoFailure(t *testing.T) {
	engine := launch(t)
	f := fakeProviders()[0]
	ctx, _, provider := f.visit(t, engine)
	_, err := provider.FailSignIn(ctx, "ada@acme.eu", "right")
	require.ErrorContains(t, err, "accepted a password")
}

func TestConsentCanBeDeniedWhereItIsAsked(t *testing.T) {
	eachProvider(t, func(t *testing.T, engine browser.Engine, f *fakeProvider) {
		ctx, page, provider := f.visit(t, engine)
		err := provider.DenyConsent(ctx, "ada@acme.eu", "right")
		if f.id != "entra" {
			require.ErrorIs(t, err, pages.ErrNoConsent)
			return
		}
		require.NoError(t, err)
		url, err := page.URL(ctx)
		require.NoError(t, err)
		assert.Equal(t, f.client, url)
		assert.NotContains(t, f.typed["answer"], "Accept")
	})
}

func TestGivingUpNeedsAButton(t *testing.T) {
	eachProvider(t, func(t *testing.T, engine browser.Engine, f *fakeProvider) {
		ctx, _, provider := f.visit(t, engine)
		require.ErrorIs(t, provider.Cancel(ctx), pages.ErrNoCancel, "the login pages have none")
	})
	t.Run("on the consent page", func(t *testing.T) {
		t.Parallel()
		engine := launch(t)
		f := &fakeProvider{id: "entra", steps: []string{"consent"}}
		client := serve(t, httptest.NewServer(http.FileServer(http.Dir("testdata/react"))))
		server := serve(t, httptest.NewServer(f))
		f.client, f.typed = client.URL+"/home.html", map[string]string{}
		ctx, page := newPage(t, engine)
		provider, err := pages.ForProvider(f.id, page, server.URL)
		require.NoError(t, err)
		require.NoError(t, page.Goto(ctx, server.URL))
		require.NoError(t, provider.Cancel(ctx))
	})
}

func TestSignInFollowsAClickOnTheLoginPage(t *testing.T) {
	engine := launch(t)
	f := fakeProviders()[0]
	server := httptest.NewServer(f)
	serve(t, server)
	home := serve(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/home" {
			_, _ = w.Write([]byte("home"))
			return
		}
		_, _ = w.Write([]byte(`<form><div role="group"><button type="button" onclick="setTimeout(() => location.href='` +
			server.URL + `', 150)">Sign in with Clavex</button></div></form>`))
	})))
	f.client, f.typed = home.URL+"/home", map[string]string{}
	ctx, page := newPage(t, engine)
	rc := pages.NewRocketChat(page, reactRelease(t))
	require.NoError(t, rc.Open(ctx, home.URL))
	require.NoError(t, rc.ClickProvider(ctx, pages.Button{Service: "clavex"}))
	provider, err := pages.ForProvider("clavex", page, server.URL)
	require.NoError(t, err)
	require.NoError(t, provider.SignIn(ctx, "ada@acme.eu", "right"))
	assert.Equal(t, "ada@acme.eu", f.typed["email"], "it did not take the login page for the way back")
}

func TestAClosedWindowIsLeft(t *testing.T) {
	engine := launch(t)
	f := fakeProviders()[0]
	client := serve(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<script>window.close()</script>"))
	})))
	server := serve(t, httptest.NewServer(f))
	f.client, f.typed = client.URL, map[string]string{}
	opener := serve(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<button onclick="window.open('` + server.URL + `', 'Login', 'width=900,height=450')">in</button>`))
	})))
	ctx, session := newSession(t, engine)
	page, err := session.NewPage(ctx)
	require.NoError(t, err)
	require.NoError(t, page.Goto(ctx, opener.URL))
	require.NoError(t, page.Click(ctx, browser.Locator{CSS: "button"}))
	popup, err := session.WaitPopup(ctx, page)
	require.NoError(t, err)
	provider, err := pages.ForProvider("clavex", popup, server.URL)
	require.NoError(t, err)
	require.NoError(t, provider.SignIn(ctx, "ada@acme.eu", "right"))
}

func TestOnlyTheFiveProvidersAreKnown(t *testing.T) {
	t.Parallel()
	_, err := pages.ForProvider("okta", nil, "https://id.example")
	require.ErrorContains(t, err, `"okta"`)
	_, err = pages.ForProvider("clavex", nil, "id.example")
	require.ErrorContains(t, err, "has no host")
}
