package clavex_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/clavex"
	"gonogo/internal/provider/rest"
	"gonogo/internal/simulator/emulator/op"
)

func TestRegisteringAgainReplacesTheClient(t *testing.T) {
	t.Parallel()
	w, p, first := registered(t)
	second, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	assert.Equal(t, "rocketchat", second.ClientID)
	assert.NotEqual(t, first.ClientSecret, second.ClientSecret)

	require.NoError(t, p.Put(t.Context(), ada()))
	assert.Equal(t, "Ada Lovelace", w.claims(t, second, ada())["name"])
}

func TestARegistrationIsDeleted(t *testing.T) {
	t.Parallel()
	w, p, c := registered(t)
	require.NoError(t, p.Unregister(t.Context(), c.ClientID))
	require.NoError(t, p.Unregister(t.Context(), c.ClientID), "an unknown one is no error")
	_, known := w.emulator.Clients.Get(c.ClientID)
	assert.False(t, known)
}

func TestARegistrationWithoutAnIDIsGivenOne(t *testing.T) {
	t.Parallel()
	p := newWorld(t, op.Options{}).administrated(t)
	r := registration()
	r.ClientID = ""
	c, err := p.Register(t.Context(), r)
	require.NoError(t, err)
	assert.NotEmpty(t, c.ClientID)
	assert.NotEmpty(t, c.ClientSecret)
}

func TestARefusedRegistrationIsToldInClavexWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, op.Options{})
	r := registration()
	r.ClientID = "rocket-chat"
	_, err := w.administrated(t).Register(t.Context(), r)
	var refused *rest.RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	require.EqualError(t, err, "Clavex was asked to register the client rocket-chat and answered 422 Unprocessable Entity: "+
		"Key: 'createClientRequest.ClientID' Error:Field validation for 'ClientID' failed on the 'alphanumunicode' tag")
}

// providers: Clavex, "Plain user: …", "appear only after they were set".
func TestAPersonHasWhatWasPut(t *testing.T) {
	t.Parallel()
	w, p, c := registered(t)

	require.NoError(t, p.Put(t.Context(), ada()))
	plain := w.claims(t, c, ada())
	assert.Equal(t, map[string]any{
		"sub": plain["sub"], "email": "ada@acme.eu", "email_verified": false, "name": "Ada Lovelace",
		"given_name": "Ada", "family_name": "Lovelace", "groups": []any{}, "roles": []any{},
	}, plain)

	verified, full := true, ada()
	full.Password, full.Name, full.FamilyName = "second password", "Ada King", "King"
	full.EmailVerified, full.Username, full.Nickname, full.Picture = &verified, "ada", "countess", "https://acme.eu/ada.png"
	full.Groups, full.Roles = []string{"poets", "engineers"}, []string{"editor"}
	full.Claims = map[string]any{"locale": "en", "nickname": nil}
	require.NoError(t, p.Put(t.Context(), full))
	_, page := w.logIn(t, ada())
	assert.Contains(t, page, "Invalid email or password", "the old password")
	assert.Equal(t, map[string]any{
		"sub": plain["sub"], "email": "ada@acme.eu", "email_verified": true, "name": "Ada King",
		"given_name": "Ada", "family_name": "King", "preferred_username": "ada", "picture": "https://acme.eu/ada.png",
		"locale": "en", "groups": []any{"poets", "engineers"}, "roles": []any{"editor"},
	}, w.claims(t, c, full))

	less := full
	less.Username, less.Picture, less.Claims = "", "", nil
	less.Groups, less.Roles = []string{"engineers", "mathematicians"}, nil
	require.NoError(t, p.Put(t.Context(), less))
	assert.Equal(t, map[string]any{
		"sub": plain["sub"], "email": "ada@acme.eu", "email_verified": true, "name": "Ada King",
		"given_name": "Ada", "family_name": "King", "nickname": "countess",
		"groups": []any{"engineers", "mathematicians"}, "roles": []any{},
	}, w.claims(t, c, less))
}

func TestAPersonWhoWasRemovedIsGone(t *testing.T) {
	t.Parallel()
	w, p, c := registered(t)
	require.NoError(t, p.Put(t.Context(), ada()))
	before := w.claims(t, c, ada())["sub"]

	require.NoError(t, p.Remove(t.Context(), "ada@acme.eu"))
	require.NoError(t, p.Remove(t.Context(), "ada@acme.eu"), "unknown people are no error")
	_, page := w.logIn(t, ada())
	assert.Contains(t, page, "Invalid email or password")

	require.NoError(t, p.Put(t.Context(), ada()))
	assert.NotEqual(t, before, w.claims(t, c, ada())["sub"])
}

// The search of Clavex finds parts of addresses, 200 a page.
func TestAPersonIsFoundAmongManyWhoseAddressesEndAlike(t *testing.T) {
	t.Parallel()
	w, p, c := registered(t)
	for i := range 201 {
		require.NoError(t, w.emulator.Put(t.Context(), provider.Person{Login: fmt.Sprintf("a%03d-ada@acme.eu", i), Password: "x"}))
	}
	require.NoError(t, p.Put(t.Context(), ada()))
	again := ada()
	again.Username = "ada"
	require.NoError(t, p.Put(t.Context(), again))
	assert.Equal(t, "ada", w.claims(t, c, ada())["preferred_username"])
}

func TestWhatClavexCannotExpressIsRefusedBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	verified, unverified := true, false
	for name, test := range map[string]struct {
		change func(*provider.Person)
		why    string
	}{
		"no password":         {func(p *provider.Person) { p.Password = "" }, "a password"},
		"another address":     {func(p *provider.Person) { p.Email = "lovelace@acme.eu" }, "the very e-mail address"},
		"no address":          {func(p *provider.Person) { p.Email = "" }, "the very e-mail address"},
		"another name":        {func(p *provider.Person) { p.Name = "Countess" }, "made of the given name"},
		"a sub of its own":    {func(p *provider.Person) { p.Subject = "42" }, "chooses the id"},
		"a claim of its own":  {func(p *provider.Person) { p.Claims = map[string]any{"login": "ada"} }, `"login" is not among them`},
		"not verified after":  {func(p *provider.Person) { p.EmailVerified = &unverified }, "never takes back"},
		"the administrator":   {func(p *provider.Person) { p.Login, p.Email = "Admin@clavex.test", "admin@clavex.test" }, "the administrator"},
		"a claim taken away":  {func(p *provider.Person) { p.Claims = map[string]any{"email": nil} }, `"email" is not among them`},
		"a whole name spaced": {func(p *provider.Person) { p.Name, p.GivenName, p.FamilyName = "Ada  King", "", "" }, "made of the given name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, op.Options{})
			p := w.administrated(t)
			known := ada()
			known.EmailVerified = &verified
			require.NoError(t, p.Put(t.Context(), known))
			before, _ := w.emulator.People.Find("ada@acme.eu")

			wanted := known
			test.change(&wanted)
			err := p.Put(t.Context(), wanted)
			var cannot *clavex.CannotError
			require.ErrorAs(t, err, &cannot)
			require.ErrorContains(t, err, test.why)
			after, _ := w.emulator.People.Find("ada@acme.eu")
			assert.Equal(t, before, after)
		})
	}
}

func TestAWholeNameIsSplitBeforeItsLastWord(t *testing.T) {
	t.Parallel()
	for whole, parts := range map[string][2]string{"Ada": {"Ada", ""}, "Ada King of Lovelace": {"Ada King of", "Lovelace"}, "": {"", ""}} {
		w := newWorld(t, op.Options{})
		person := ada()
		person.Name, person.GivenName, person.FamilyName = whole, "", ""
		require.NoError(t, w.administrated(t).Put(t.Context(), person))
		kept, _ := w.emulator.People.Find("ada@acme.eu")
		assert.Equal(t, parts, [2]string{kept.GivenName, kept.FamilyName})
		assert.Equal(t, whole, kept.Name)
	}
}

// providers: Clavex, "Limits".
func TestLimitsAreLiftedAtFirstUse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, op.Options{RateLimits: true})
	p := w.administrated(t)
	c, err := p.Register(t.Context(), registration())
	require.NoError(t, err)
	require.NoError(t, p.Put(t.Context(), ada()))
	stranger := provider.Person{Login: "nobody@acme.eu", Password: "x"}
	for range 15 {
		_, page := w.logIn(t, stranger)
		require.Contains(t, page, "Invalid email or password")
	}
	assert.Equal(t, "Ada Lovelace", w.claims(t, c, ada())["name"])
}
