package pages_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// generation is one way in which releases draw their pages.
type generation struct {
	name, version string
	background    string // of the button of Clavex
}

func generations() []generation {
	return []generation{
		{name: "blaze", version: "3.18.2", background: "#1d9e75"},
		{name: "react", version: "7.1.0", background: "#1d9e75"},
	}
}

// open serves the pages of a generation and gives a tab on one of them.
func (g generation) open(t *testing.T, engine browser.Engine, file string) (context.Context, *pages.RocketChat) {
	t.Helper()
	server := serve(t, httptest.NewServer(http.FileServer(http.Dir("testdata/"+g.name))))
	r, err := release.New(g.version)
	require.NoError(t, err)
	ctx, page := newPage(t, engine)
	rc := pages.NewRocketChat(page, r)
	require.NoError(t, page.Goto(ctx, server.URL+"/"+file))
	return ctx, rc
}

func TestTheStateIsWhatThePersonSees(t *testing.T) {
	engine := launch(t)
	files := map[string]pages.Kind{
		"login.html": pages.LoginForm, "username.html": pages.RegisterUsername,
		"reset.html": pages.ResetPassword, "blank.html": pages.Blank,
		"signup.html": pages.SignUp, "twofactor.html": pages.TwoFactor, "other.html": pages.Other,
	}
	only := map[string]string{"signup.html": "react", "twofactor.html": "react", "other.html": "react"}
	for _, g := range generations() {
		for file, want := range files {
			if generation, limited := only[file]; limited && generation != g.name {
				continue
			}
			t.Run(g.name+"/"+file, func(t *testing.T) {
				t.Parallel()
				ctx, rc := g.open(t, engine, file)
				state, err := rc.WaitState(ctx, want)
				require.NoError(t, err)
				assert.Equal(t, want, state.Kind)
				state, err = rc.State(ctx)
				require.NoError(t, err)
				assert.Equal(t, want, state.Kind)
			})
		}
	}
}

func TestAResetPageSaysWhy(t *testing.T) {
	engine := launch(t)
	ctx, rc := generation{name: "react", version: "7.1.0"}.open(t, engine, "reset.html")
	state, err := rc.WaitState(ctx, pages.ResetPassword)
	require.NoError(t, err)
	assert.Contains(t, state.Message, "This email has already been used and has not been verified.")
}

func TestAPasswordLoginAndTheWayOut(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.open(t, engine, "login.html")
			require.NoError(t, rc.PasswordLogin(ctx, "ada", "right"))
			_, err := rc.WaitState(ctx, pages.Home)
			require.NoError(t, err)

			session, err := rc.Session(ctx)
			require.NoError(t, err)
			assert.Equal(t, "id-of-ada", session.UserID)
			assert.Equal(t, "token-of-ada", session.Token.Reveal())
			assert.Equal(t, "id-of-ada", session.CookieUID)
			assert.NotContains(t, fmt.Sprintf("%v %+v %#v %q", session, session, session, session), "token-of-ada")

			require.NoError(t, rc.LogOut(ctx))
			session, err = rc.Session(ctx)
			require.NoError(t, err)
			assert.Empty(t, session.UserID)
			assert.False(t, session.Token.Present())
		})
	}
}

func TestARefusedPasswordIsTold(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.open(t, engine, "login.html")
			state, err := rc.State(ctx)
			require.NoError(t, err)
			assert.Empty(t, state.Message, "an empty alert says nothing")
			require.NoError(t, rc.PasswordLogin(ctx, "ada", "wrong"))
			message, err := rc.WaitMessage(ctx)
			require.NoError(t, err)
			assert.Equal(t, "User not found or incorrect password", message)
		})
	}
}

func TestTheProvidersButton(t *testing.T) {
	engine := launch(t)
	clavex := pages.Button{Service: "clavex", Label: "Sign in with  ACME"}
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.open(t, engine, "login.html")
			look, err := rc.ProviderButton(ctx, clavex)
			require.NoError(t, err)
			want := pages.ButtonLook{Text: "Sign in with ACME", Title: "Clavex", Background: g.background, Color: "#ffffff"}
			assert.Empty(t, cmp.Diff(want, look))
			for button, want := range map[pages.Button]bool{
				clavex:                true,
				{Service: "keycloak"}: true,
				{Service: "entra"}:    false,
				{Service: "entra", Label: "Change to Deutsch"}: false,
			} {
				has, err := rc.HasProviderButton(ctx, button)
				require.NoError(t, err)
				assert.Equal(t, want, has, "%+v", button)
			}
		})
	}
}

func TestTheSignUpPageHasItsOwnButtons(t *testing.T) {
	engine := launch(t)
	for name, want := range map[string]bool{"blaze": true, "react": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := generation{name: name, version: map[string]string{"blaze": "3.18.2", "react": "7.1.0"}[name]}
			ctx, rc := g.open(t, engine, "login.html")
			require.NoError(t, rc.OpenSignUp(ctx))
			has, err := rc.ButtonOnSignUp(ctx, pages.Button{Service: "clavex", Label: "Sign in with ACME"})
			require.NoError(t, err)
			assert.Equal(t, want, has)
		})
	}
}

func TestAUserNameIsSuggestedAndChosen(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.open(t, engine, "username.html")
			name, err := rc.SuggestedUsername(ctx)
			require.NoError(t, err)
			assert.Equal(t, "ada.lovelace", name)
			require.NoError(t, rc.RegisterUsername(ctx, "ada"))
			_, err = rc.WaitState(ctx, pages.Home)
			require.NoError(t, err)
			session, err := rc.Session(ctx)
			require.NoError(t, err)
			assert.Equal(t, "ada", session.UserID)
		})
	}
}

func TestOpenWaitsForAUsablePage(t *testing.T) {
	engine := launch(t)
	g := generations()[1]
	ctx, rc := g.open(t, engine, "blank.html")
	base, err := rc.Page().URL(ctx)
	require.NoError(t, err)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, rc.Open(ended, base), context.Canceled)
	require.NoError(t, rc.Open(ctx, base[:len(base)-len("blank.html")]+"login.html"))
}
