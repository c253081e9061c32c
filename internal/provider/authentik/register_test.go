package authentik_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/provider/authentik"
	"gonogo/internal/provider/rest"
)

func TestTheGuidesAddressIsUnderstood(t *testing.T) {
	t.Parallel()
	g, err := guide.Load(fixtures.Files, authentik.ID)
	require.NoError(t, err)
	p, err := authentik.New(authentik.Options{URL: g.ProviderURL, Token: token})
	require.NoError(t, err)
	assert.Equal(t, g.ID, p.ID())
	for _, c := range []struct{ url, token, want string }{
		{"https://authentik.company", token, `the address "https://authentik.company" of authentik has to read https://host/application/o`},
		{"authentik.company/application/o", token, `the address "authentik.company/application/o" of authentik has to read https://host/application/o`},
		{"https://authentik.company/application/o/a/b", token,
			`the address "https://authentik.company/application/o/a/b" of authentik has to read https://host/application/o`},
		{g.ProviderURL, "", "administering authentik needs an API token"},
	} {
		_, err := authentik.New(authentik.Options{URL: c.url, Token: c.token})
		require.EqualError(t, err, c.want)
	}
}

func TestRegisterFillsTheGuidesFormIn(t *testing.T) {
	t.Parallel()
	c := newContract()
	p := serve(t, c)
	credentials, err := p.Register(t.Context(), registration(t))
	require.NoError(t, err)

	require.Len(t, c.lists[providers], 1)
	made := c.lists[providers][0]
	assert.Equal(t, provider.Credentials{
		ClientID: made["client_id"].(string), ClientSecret: made["client_secret"].(string),
	}, credentials)
	mapping := c.lists[scopes][len(c.lists[scopes])-1]
	want := record{
		"pk": made["pk"], "name": "Provider for Rocket.Chat", "client_type": "confidential",
		"client_id": made["client_id"], "client_secret": made["client_secret"],
		"authorization_flow": "flow default-provider-authorization-implicit-consent",
		"invalidation_flow":  "flow default-provider-invalidation-flow",
		"property_mappings":  []any{"scope openid", "scope email", "scope profile", mapping["pk"]},
		"grant_types":        []any{"authorization_code", "refresh_token"},
		"signing_key":        "key 1",
		"redirect_uris": []any{map[string]any{
			"matching_mode": "strict", "url": "https://rocket.company/_oauth/authentik", "redirect_uri_type": "authorization",
		}},
	}
	assert.Empty(t, cmp.Diff(want, made))
	assert.Equal(t, "profile", mapping["scope_name"])
	assert.Empty(t, mapping["description"], "people are not asked for consent to it")

	require.Len(t, c.lists[applications], 1)
	application := c.lists[applications][0]
	assert.Equal(t, "Rocket.Chat", application["name"])
	assert.Equal(t, "rocket-chat", application["slug"])
	assert.EqualValues(t, made["pk"], application["provider"])
}

func TestTheOptionsDecideConsentAndSlug(t *testing.T) {
	t.Parallel()
	c := newContract()
	p := serve(t, c, func(o *authentik.Options) {
		o.URL += "/chat/"
		o.ExplicitConsent = true
	})
	_, err := p.Register(t.Context(), registration(t))
	require.NoError(t, err)
	assert.Equal(t, []any{"chat"}, c.found(applications, "slug"))
	assert.Equal(t, []any{"flow default-provider-authorization-explicit-consent"}, c.found(providers, "authorization_flow"))
}

func TestRegisteringAgainReplaces(t *testing.T) {
	t.Parallel()
	c := newContract()
	c.lists[applications] = []record{{"pk": 7, "slug": "wiki", "name": "Wiki", "provider": 8}}
	c.lists[providers] = []record{{"pk": 8, "name": "Provider for Wiki", "client_id": "wiki"}}
	p := serve(t, c)
	r := registration(t)
	r.ClientID = "rocketchat"
	first, err := p.Register(t.Context(), r)
	require.NoError(t, err)
	second, err := p.Register(t.Context(), r)
	require.NoError(t, err)
	assert.Equal(t, "rocketchat", second.ClientID)
	assert.NotEqual(t, first.ClientSecret, second.ClientSecret)
	assert.Equal(t, []any{"wiki", "rocket-chat"}, c.found(applications, "slug"), "others stay")
	assert.Equal(t, []any{"wiki", "rocketchat"}, c.found(providers, "client_id"))
	assert.Len(t, c.lists[scopes], 7, "the mapping is made once")
}

func TestUnregisterDeletesProviderAndApplication(t *testing.T) {
	t.Parallel()
	c := newContract()
	p := serve(t, c)
	credentials, err := p.Register(t.Context(), registration(t))
	require.NoError(t, err)
	c.lists[providers][0]["assigned_application_slug"] = "rocket-chat"
	require.NoError(t, p.Unregister(t.Context(), credentials.ClientID))
	assert.Empty(t, c.lists[providers])
	assert.Empty(t, c.lists[applications])
	require.NoError(t, p.Unregister(t.Context(), credentials.ClientID), "an unknown one is no error")
}

func TestAnApplicationThatIsRefusedLeavesNoProviderBehind(t *testing.T) {
	t.Parallel()
	c := newContract()
	c.refuse["POST /core/applications/"] = `{"slug":["Enter a valid “slug”.","secret101 is taken."],"code":"invalid"}`
	_, err := serve(t, c).Register(t.Context(), registration(t))
	require.Error(t, err)
	var refused *rest.RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, http.StatusBadRequest, refused.Status)
	assert.Contains(t, err.Error(), "authentik was asked to create the application rocket-chat and answered 400 Bad Request: slug: Enter a valid “slug”.")
	assert.Empty(t, c.lists[providers])
}

func TestWhatARegistrationNeedsIsNamed(t *testing.T) {
	t.Parallel()
	for said, change := range map[string]func(*contract, *provider.Registration){
		"authentik was asked to find the flow default-provider-authorization-implicit-consent and has none": func(c *contract, _ *provider.Registration) {
			c.lists["/flows/instances/"] = nil
		},
		"authentik was asked to find a signing key and has none": func(c *contract, _ *provider.Registration) {
			c.lists["/crypto/certificatekeypairs/"] = nil
		},
		`authentik has no scope mapping of its own for the scope "groups"`: func(_ *contract, r *provider.Registration) {
			r.Scopes = []string{"openid", "groups"}
		},
		"authentik needs a redirect URI: without one it takes the first that comes": func(_ *contract, r *provider.Registration) {
			r.RedirectURIs = nil
		},
	} {
		c, r := newContract(), registration(t)
		change(c, &r)
		_, err := serve(t, c).Register(t.Context(), r)
		require.EqualError(t, err, said)
		assert.Empty(t, c.calls, "nothing was changed")
	}
}
