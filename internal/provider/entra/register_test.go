package entra_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/entra"
)

func rocketChat() provider.Registration {
	return provider.Registration{Name: "Rocket.Chat's", RedirectURIs: []string{"https://rocket.company/_oauth/o365"}}
}

func TestRegisterFollowsTheGuide(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.items["applications"] = []item{{"id": "theirs", "appId": "a", "displayName": "Rocket.Chat's", "tags": []string{}}}
	c, err := d.open().Register(t.Context(), rocketChat())
	require.NoError(t, err)
	assert.Equal(t, "app-id-1", c.ClientID)
	assert.Equal(t, "secret~3", c.ClientSecret)
	want := item{
		"id": "applications-1", "appId": "app-id-1", "displayName": "Rocket.Chat's", "signInAudience": "AzureADMyOrg",
		"tags": []any{"gonogo"}, "web": map[string]any{"redirectUris": []any{"https://rocket.company/_oauth/o365"}},
		"passwordCredentials": []item{{"displayName": "gonogo", "endDateTime": "2026-11-21T12:00:00Z", "keyId": "key-3"}},
	}
	assert.Empty(t, cmp.Diff(want, d.items["applications"][1]))
	assert.Empty(t, cmp.Diff(item{"id": "servicePrincipals-2", "appId": "app-id-1", "tags": []any{"gonogo"}}, d.items["servicePrincipals"][1]))
	assert.Equal(t, "theirs", d.items["applications"][0]["id"], "an app without the mark stays as it was")
	assert.Empty(t, d.items["oauth2PermissionGrants"], "each person is asked, as the guide says")
}

func TestRegisterAgainReplaces(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open()
	first, err := p.Register(t.Context(), rocketChat())
	require.NoError(t, err)
	r := rocketChat()
	r.RedirectURIs = []string{"https://chat.test/_oauth/o365"}
	second, err := p.Register(t.Context(), r)
	require.NoError(t, err)
	assert.Equal(t, first.ClientID, second.ClientID)
	assert.NotEqual(t, first.ClientSecret, second.ClientSecret)
	require.Len(t, d.items["applications"], 1)
	app := d.items["applications"][0]
	assert.Equal(t, map[string]any{"redirectUris": []any{"https://chat.test/_oauth/o365"}}, app["web"])
	assert.Len(t, app["passwordCredentials"], 1, "the old secret has ended")
	assert.Len(t, d.items["servicePrincipals"], 2)
}

func TestConsentIsGivenForEverybodyWhereAskedFor(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open(func(o *entra.Options) { o.Consent = true })
	for range 2 {
		r := rocketChat()
		r.Scopes = []string{"openid", "email"}
		_, err := p.Register(t.Context(), r)
		require.NoError(t, err)
	}
	want := []item{{
		"id": "oauth2PermissionGrants-3", "clientId": "servicePrincipals-2", "consentType": "AllPrincipals",
		"resourceId": "sp-graph", "scope": "User.Read email openid",
	}}
	assert.Empty(t, cmp.Diff(want, d.items["oauth2PermissionGrants"]))
}

func TestRegistrationsThatATenantCannotHave(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	_, err := d.open().Register(t.Context(), provider.Registration{Name: "x", ClientID: "rocketchat"})
	assert.EqualError(t, err, "the application (client) id is chosen by Microsoft Entra ID; leave the client id of the registration empty")
	_, err = d.open().Register(t.Context(), provider.Registration{})
	assert.EqualError(t, err, "an app registration needs a name")
	assert.Empty(t, d.asked)
}

func TestWhatWasJustMadeMayNotBeThereYet(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.lag["applications"] = 3 // first for the service principal
	c, err := d.open().Register(t.Context(), rocketChat())
	require.NoError(t, err)
	assert.NotEmpty(t, c.ClientSecret)
	assert.Len(t, d.waited, 3)
	assert.Len(t, d.items["servicePrincipals"], 2)
}

func TestUnregisterRemovesOnlyWhatGonogoMade(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.items["applications"] = []item{{"id": "theirs", "appId": "their-app", "displayName": "Payroll", "tags": []string{"x"}}}
	p := d.open()
	c, err := p.Register(t.Context(), rocketChat())
	require.NoError(t, err)
	require.NoError(t, p.Unregister(t.Context(), c.ClientID))
	require.NoError(t, p.Unregister(t.Context(), c.ClientID), "an unknown one is no error")
	assert.EqualError(t, p.Unregister(t.Context(), "their-app"), "removing the app their-app: gonogo has not made it; nothing was changed")
	assert.Len(t, d.items["applications"], 1)
}

func TestSweepRemovesWhatHasTheMark(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.items["applications"] = []item{
		{"id": "a1", "displayName": "Rocket.Chat", "tags": []string{"gonogo"}}, {"id": "a2", "displayName": "Payroll", "tags": []string{"hr"}},
		{"id": "a3", "displayName": "Old", "tags": []string{"x", "gonogo"}},
	}
	d.items["users"] = []item{
		{"id": "u1", "userPrincipalName": "ada@" + domain, "companyName": "gonogo"},
		{"id": "u2", "userPrincipalName": "boss@" + domain, "companyName": "Contoso"}, {"id": "u3", "userPrincipalName": "guest@x"},
		{"id": "u4", "userPrincipalName": "bob@" + domain, "companyName": "gonogo"},
	}
	require.NoError(t, d.open().Sweep(t.Context()))
	assert.Equal(t, []item{{"id": "a2", "displayName": "Payroll", "tags": []string{"hr"}}}, d.items["applications"])
	require.Len(t, d.items["users"], 2)
	assert.Equal(t, "u2", d.items["users"][0]["id"])
	assert.Equal(t, "u3", d.items["users"][1]["id"])
}

func TestSweepGoesOnAfterAFailure(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.items["applications"] = []item{{"id": "a1", "displayName": "Stuck", "tags": []string{"gonogo"}}, {"id": "a2", "tags": []string{"gonogo"}}}
	d.items["users"] = []item{{"id": "u1", "userPrincipalName": "ada@" + domain, "companyName": "gonogo"}}
	d.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodDelete || r.URL.Path != "/v1.0/applications/a1" {
			return false
		}
		refuse(w, http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
		return true
	}
	assert.EqualError(t, d.open().Sweep(t.Context()), "removing the app Stuck: Microsoft Graph answers 403 Authorization_RequestDenied: "+
		"Insufficient privileges to complete the operation. (the app in GONOGO_ENTRA_CLIENT_ID needs the application permission Application.ReadWrite.OwnedBy)")
	assert.Len(t, d.items["applications"], 1)
	assert.Empty(t, d.items["users"])
}

func TestAListDoesNotLeadTheTokenAstray(t *testing.T) {
	t.Parallel()
	for name, next := range map[string]string{
		"elsewhere": "http://127.0.0.1:1/v1.0/users?$skiptoken=1", "no address": "http://%zz", "relative": "/v1.0/users",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newTenant(t)
			d.answer = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/v1.0/users" {
					return false
				}
				_, _ = fmt.Fprintf(w, `{"value":[],"@odata.nextLink":%q}`, next)
				return true
			}
			assert.EqualError(t, d.open().Sweep(t.Context()),
				"listing the people of gonogo: the next page of a list is on another host, which must not get the token")
		})
	}
}

func TestAListThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	d.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/v1.0/users" {
			return false
		}
		_, _ = fmt.Fprintf(w, `{"value":[],"@odata.nextLink":"%s/v1.0/users"}`, d.url)
		return true
	}
	assert.EqualError(t, d.open().Sweep(t.Context()), "listing the people of gonogo: the list /users has more than 100 pages")
}
