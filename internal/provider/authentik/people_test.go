package authentik_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/authentik"
)

func ada() provider.Person {
	return provider.Person{
		Login: "ada@people.example", Email: "ada@people.example", Password: "correct horse", Username: "ada",
		Name: "Ada Lovelace", GivenName: "Ada", FamilyName: "Lovelace", Groups: []string{"poets", "engineers"},
	}
}

func TestAPersonIsMadeInAuthentiksFields(t *testing.T) {
	t.Parallel()
	c := newContract()
	c.lists[groups] = []record{{"pk": "uuid 7", "name": "engineers"}}
	p := serve(t, c)
	person := ada()
	verified := true
	person.EmailVerified = &verified
	person.Claims = map[string]any{"locale": "en", "website": nil}
	require.NoError(t, p.Put(t.Context(), person))

	made := c.lists[users][1]
	assert.Empty(t, cmp.Diff(record{
		"pk": made["pk"], "username": "ada", "name": "Ada Lovelace", "email": "ada@people.example", "is_active": true,
		"groups": []any{c.lists[groups][1]["pk"], "uuid 7"},
		"attributes": map[string]any{
			"gonogo_login":  "ada@people.example",
			"gonogo_claims": map[string]any{"email_verified": true, "locale": "en"},
		},
	}, made))
	assert.Equal(t, "poets", c.lists[groups][1]["name"], "a missing group is made")
	assert.Equal(t, "correct horse", c.passwords["ada"])
}

func TestAPersonIsFoundAgain(t *testing.T) {
	t.Parallel()
	c := newContract()
	for i := range 5 { // more than a page
		c.lists[users] = append(c.lists[users], record{"pk": 10 + i, "username": fmt.Sprint("somebody ", i), "email": ""})
	}
	p := serve(t, c)
	require.NoError(t, p.Put(t.Context(), ada()))
	before := c.lists[users][6]["pk"]

	changed := ada()
	changed.Username, changed.Password, changed.Groups = "countess", "another horse", nil
	require.NoError(t, p.Put(t.Context(), changed))
	require.Len(t, c.lists[users], 7)
	assert.EqualValues(t, before, c.lists[users][6]["pk"], "the claim sub stays")
	assert.Equal(t, "countess", c.lists[users][6]["username"])
	assert.Empty(t, c.lists[users][6]["groups"])
	assert.Equal(t, "another horse", c.passwords["countess"])

	require.NoError(t, p.Remove(t.Context(), "ada@people.example"))
	require.Len(t, c.lists[users], 6)
	require.NoError(t, p.Remove(t.Context(), "ada@people.example"), "unknown people are no error")
}

func TestPeopleWhomOthersMadeAreFoundByUserNameOrEmail(t *testing.T) {
	t.Parallel()
	for _, login := range []string{"grace", "grace@people.example", "Grace@People.example"} {
		c := newContract()
		c.lists[users] = append(c.lists[users], record{"pk": 20, "username": "grace", "email": "grace@people.example"})
		if login == "Grace@People.example" {
			c.lists[users][1]["email"] = login
		}
		require.NoError(t, serve(t, c).Remove(t.Context(), login))
		assert.Equal(t, []any{"akadmin"}, c.found(users, "username"), login)
	}
}

func TestAdministratorsAreLeftAlone(t *testing.T) {
	t.Parallel()
	c := newContract()
	p := serve(t, c)
	for _, login := range []string{"akadmin", "admin@acme.eu"} {
		require.EqualError(t, p.Remove(t.Context(), login), "authentik cannot have "+login+" like this: this is an administrator of authentik")
		person := ada()
		person.Login, person.Username, person.Email = login, login, login
		require.ErrorContains(t, p.Put(t.Context(), person), "this is an administrator of authentik")
	}
	assert.Empty(t, c.calls)
}

func TestWhatAuthentikCannotExpressIsSaidBeforeAnythingChanges(t *testing.T) {
	t.Parallel()
	for said, change := range map[string]func(*provider.Person){
		"people log in with a name and a password": func(p *provider.Person) { p.Password = "" },
		"people log in with the very user name or e-mail address that it tells as their claim": func(p *provider.Person) {
			p.Login = "lady"
		},
		"it makes the claim sub itself, of the account's number": func(p *provider.Person) { p.Subject = "7" },
		"it tells the user name as the nickname":                 func(p *provider.Person) { p.Nickname = "Addie" },
		"its default mappings tell no picture and no roles; both can be extra claims": func(p *provider.Person) {
			p.Picture = "https://people.example/ada.png"
		},
		`it always tells the claim "email"`: func(p *provider.Person) { p.Claims = map[string]any{"email": nil} },
		`it tells the claim "groups" as its default mapping has it`: func(p *provider.Person) {
			p.Claims = map[string]any{"groups": "poets"}
		},
	} {
		c, person := newContract(), ada()
		change(&person)
		err := serve(t, c).Put(t.Context(), person)
		var cannot *authentik.CannotError
		require.ErrorAs(t, err, &cannot)
		require.EqualError(t, err, "authentik cannot have "+person.Login+" like this: "+said)
		assert.Empty(t, c.calls)
	}
}

func TestPicturesAndRolesCanBeExtraClaims(t *testing.T) {
	t.Parallel()
	c, person := newContract(), ada()
	person.Claims = map[string]any{"picture": "https://people.example/ada.png", "roles": []any{"author"}}
	require.NoError(t, serve(t, c).Put(t.Context(), person))
	attributes := c.lists[users][1]["attributes"].(map[string]any)
	assert.Equal(t, person.Claims, attributes["gonogo_claims"])
}
