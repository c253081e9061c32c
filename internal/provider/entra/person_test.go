package entra_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
)

func ada() provider.Person {
	return provider.Person{
		Login: "ada-x@" + domain, Password: "a~good~password", Email: "ada@people.example", Name: "Ada Lovelace",
		GivenName: "Ada", FamilyName: "Lovelace", Username: "ada", PublicProfile: true,
	}
}

func TestPutMakesSomebodyWhoCanLogInAtOnce(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	require.NoError(t, d.open().Put(t.Context(), ada()))
	want := []item{{
		"id": "users-1", "accountEnabled": true, "userPrincipalName": "ada-x@" + domain, "mailNickname": "ada",
		"displayName": "Ada Lovelace", "givenName": "Ada", "surname": "Lovelace", "mail": "ada@people.example", "companyName": "gonogo",
		"passwordPolicies": "DisablePasswordExpiration, DisableStrongPassword",
		"passwordProfile":  map[string]any{"forceChangePasswordNextSignIn": false, "password": "a~good~password"},
	}}
	assert.Empty(t, cmp.Diff(want, d.items["users"]))
}

func TestPutReplacesAndTakesClaimsAway(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open()
	require.NoError(t, p.Put(t.Context(), ada()))
	changed := provider.Person{Login: "ADA-x@" + domain, Password: "another", Email: "new@people.example"}
	require.NoError(t, p.Put(t.Context(), changed))
	require.Len(t, d.items["users"], 1)
	got := d.items["users"][0]
	assert.Equal(t, "users-1", got["id"], "the subject stays")
	assert.Equal(t, "ADA-x", got["displayName"])
	assert.Nil(t, got["givenName"])
	assert.Nil(t, got["surname"])
	assert.Equal(t, "new@people.example", got["mail"])

	changed.Email = ""
	assert.EqualError(t, p.Put(t.Context(), changed), "putting ADA-x@"+domain+
		" into the tenant: a tenant cannot take a mail address away from a person who has one; remove the person first")
}

func TestPutWaitsUntilTheTenantShowsThePerson(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.lag["users"] = 2
	require.NoError(t, d.open().Put(t.Context(), ada()))
	assert.Len(t, d.waited, 2)
	assert.Equal(t, []string{"GET /users/ada-x@" + domain, "POST /users"}, d.asked[1:3], "after the token")
	assert.Len(t, d.items["users"], 1)
}

func TestPutGivesUpOnATenantThatNeverShowsThePerson(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.lag["users"] = 1000
	err := d.open().Put(t.Context(), ada())
	assert.ErrorContains(t, err, "the tenant does not show it after 1m0s: Microsoft Graph answers 404 Request_ResourceNotFound")
	assert.Len(t, d.waited, 29)
}

func TestPeopleWhomGonogoHasNotMadeAreLeftAlone(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	boss := item{"id": "u1", "userPrincipalName": "ada-x@" + domain, "companyName": "Contoso", "mail": "boss@contoso.test"}
	d.items["users"] = []item{boss}
	const why = "the tenant has somebody of that name whom gonogo has not made; nothing was changed"
	assert.ErrorContains(t, d.open().Put(t.Context(), ada()), why)
	assert.ErrorContains(t, d.open().Remove(t.Context(), ada().Login), why)
	assert.Equal(t, []item{boss}, d.items["users"])
}

func TestRemove(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open()
	require.NoError(t, p.Put(t.Context(), ada()))
	require.NoError(t, p.Remove(t.Context(), ada().Login))
	assert.Empty(t, d.items["users"])
	require.NoError(t, p.Remove(t.Context(), ada().Login), "unknown people are no error")
}

func TestWhatATenantCannotDoIsOneSentence(t *testing.T) {
	t.Parallel()
	yes := true
	d := newTenant(t)
	for want, change := range map[string]func(*provider.Person){
		`"ada@people.example" cannot log in to the tenant; its people are called somebody@` + domain + ` (GONOGO_ENTRA_DOMAIN)`: func(p *provider.Person) { p.Login = "ada@people.example" },
		`"ada" cannot log in to the tenant; its people are called somebody@` + domain + ` (GONOGO_ENTRA_DOMAIN)`:                func(p *provider.Person) { p.Login = "ada" },
		ada().Login + " needs a password: a tenant has nobody without one":                                                      func(p *provider.Person) { p.Password = "" },
		ada().Login + " cannot have in a tenant a subject: Microsoft chooses it, anew for each app":                             func(p *provider.Person) { p.Subject = "s" },
		ada().Login + " cannot have in a tenant email_verified: Microsoft Entra ID has no such claim":                           func(p *provider.Person) { p.EmailVerified = &yes },
		ada().Login + " cannot have in a tenant a nickname: Microsoft Entra ID has no such claim":                               func(p *provider.Person) { p.Nickname = "n" },
		ada().Login + " cannot have in a tenant a picture by address: the photo of a person needs a licence and is no claim":    func(p *provider.Person) { p.Picture = "https://x/y.png" },
		ada().Login + " cannot have in a tenant groups: the guide's endpoints tell none":                                        func(p *provider.Person) { p.Groups = []string{"staff"} },
		ada().Login + " cannot have in a tenant roles: the guide's endpoints tell none":                                         func(p *provider.Person) { p.Roles = []string{"admin"} },
		ada().Login + " cannot have in a tenant claims of one's own: they need a policy for the whole tenant":                   func(p *provider.Person) { p.Claims = map[string]any{"email": nil} },
	} {
		person := ada()
		change(&person)
		assert.EqualError(t, d.open().Put(t.Context(), person), want)
	}
	assert.Empty(t, d.asked)
}
