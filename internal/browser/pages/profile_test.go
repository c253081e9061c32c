package pages_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// openProfile goes to the profile of somebody who is logged in, by the user menu.
func (g generation) openProfile(t *testing.T, engine browser.Engine) (context.Context, *pages.RocketChat) {
	t.Helper()
	files := http.FileServer(http.Dir("testdata/" + g.name))
	server := serve(t, httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/account/") && !strings.HasSuffix(r.URL.Path, ".js") {
			r.URL.Path += ".html" // as pages of an application, they have no files' names
		}
		files.ServeHTTP(w, r)
	})))
	r, err := release.New(g.version)
	require.NoError(t, err)
	ctx, page := newPage(t, engine)
	rc := pages.NewRocketChat(page, r)
	require.NoError(t, page.Goto(ctx, server.URL+"/home.html"))
	require.NoError(t, rc.OpenProfile(ctx))
	return ctx, rc
}

func TestAProfileIsLookedAt(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.openProfile(t, engine)
			for field, want := range map[pages.ProfileField]pages.FieldLook{
				pages.NameField:     {Offered: true, Value: "Ada"},
				pages.UsernameField: {Offered: true, Locked: true, Value: "ada"},
				pages.EmailField:    {Offered: true, Value: "ada@acme.eu"},
			} {
				look, err := rc.Field(ctx, field)
				require.NoError(t, err)
				assert.Equal(t, want, look, field)
			}
			look, err := rc.Field(ctx, pages.PasswordField)
			require.NoError(t, err)
			assert.Equal(t, pages.FieldLook{Offered: true}, look, "on its own page, where there is one")
		})
	}
}

func TestAProfileIsChanged(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.openProfile(t, engine)
			answer, err := rc.Change(ctx, pages.NameField, "Ada Lovelace")
			require.NoError(t, err)
			assert.Equal(t, pages.SaveAnswer{Saved: true, Message: "Profile saved successfully!"}, answer)
			answer, err = rc.Change(ctx, pages.NameField, "Refused")
			require.NoError(t, err)
			assert.False(t, answer.Saved, "the older message still stands, and is not the answer")
			assert.Contains(t, strings.ToLower(answer.Message), "not allowed")
		})
	}
}

func TestAPasswordIsChanged(t *testing.T) {
	engine := launch(t)
	for _, g := range generations() {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			ctx, rc := g.openProfile(t, engine)
			answer, err := rc.Change(ctx, pages.PasswordField, "correct horse")
			require.NoError(t, err)
			assert.True(t, answer.Saved, answer.Message)
		})
	}
}

func TestAFieldThatIsNotThereIsNotOffered(t *testing.T) {
	engine := launch(t)
	ctx, rc := generation{name: "react", version: "7.1.0"}.openProfile(t, engine)
	_, err := rc.Field(ctx, pages.PasswordField) // goes to the page for security
	require.NoError(t, err)
	look, err := rc.Field(ctx, pages.NameField)
	require.NoError(t, err)
	assert.Equal(t, pages.FieldLook{}, look)
	_, err = rc.Change(ctx, pages.NameField, "Ada Lovelace")
	require.ErrorContains(t, err, "no field for the name")
}
