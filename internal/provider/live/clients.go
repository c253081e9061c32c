package live

import (
	"gonogo/internal/provider"
	"gonogo/internal/provider/authentik"
	"gonogo/internal/provider/clavex"
	"gonogo/internal/provider/encvoy"
	"gonogo/internal/provider/entra"
)

// clients is where a provider that gonogo can administrate is added.
func clients(o Options) []client {
	return []client{
		{
			id:    authentik.ID,
			needs: []needs{{{"GONOGO_PROVIDER_TOKEN", o.Token}}},
			open:  openAuthentik,
			// Source: authentik.Provider.Put.
			lasting: "add groups that people need to those at %s, which stay there",
		},
		{
			id: clavex.ID,
			needs: []needs{
				{{"GONOGO_PROVIDER_ADMIN", o.AdminEmail}, {"GONOGO_PROVIDER_PASSWORD", o.AdminPassword}},
				{{"GONOGO_PROVIDER_TOKEN", o.Token}},
			},
			open: openClavex,
			// Source: clavex.Provider, which opens its first session so.
			lasting: "raise the rate limits of the organization at %s, which stay so, and create the organization if there is none",
		},
		{
			id: encvoy.ID,
			needs: []needs{
				{{"GONOGO_PROVIDER_ADMIN", o.AdminEmail}, {"GONOGO_PROVIDER_PASSWORD", o.AdminPassword}},
				{{"GONOGO_PROVIDER_TOKEN", o.Token}},
			},
			open: openEncvoy,
			// Source: encvoy.Provider, which does so before it makes people.
			lasting: "let people log in by e-mail at %s (allowed_login_fields), which stays so",
		},
		{
			id: entra.ID,
			needs: []needs{{
				{"GONOGO_ENTRA_TENANT", o.EntraTenant}, {"GONOGO_ENTRA_CLIENT_ID", o.EntraClientID},
				{"GONOGO_ENTRA_CLIENT_SECRET", o.EntraClientSecret}, {"GONOGO_ENTRA_DOMAIN", o.EntraDomain},
			}},
			open: openEntra,
			// Source: learn.microsoft.com, Microsoft 365 URLs and IP address ranges,
			// the rows about authentication. Assumption: the login needs no others, and
			// where patterns are not understood the single names are enough.
			hosts: []string{
				"login.live.com", "*.microsoftonline.com", "*.msauth.net", "*.msftauth.net",
				"aadcdn.msauth.net", "aadcdn.msftauth.net", "logincdn.msauth.net", "logincdn.msftauth.net",
			},
			// Source: entra's documentation.
			lasting: "leave what is deleted in the tenant at %s restorable for 30 days, as Microsoft does",
		},
	}
}

func openAuthentik(o Options) (provider.Provider, error) {
	return authentik.New(authentik.Options{URL: o.URL, Token: o.Token, HTTP: o.HTTP})
}

func openClavex(o Options) (provider.Provider, error) {
	return clavex.New(clavex.Options{
		URL: o.URL, AdminOrg: o.AdminOrg, AdminEmail: o.AdminEmail, AdminPassword: o.AdminPassword,
		APIKey: o.Token, HTTP: o.HTTP,
	})
}

func openEncvoy(o Options) (provider.Provider, error) {
	return encvoy.New(encvoy.Options{
		URL: o.URL, AdminLogin: o.AdminEmail, AdminPassword: o.AdminPassword, Token: o.Token, HTTP: o.HTTP,
	})
}

func openEntra(o Options) (provider.Provider, error) {
	return entra.New(entra.Options{
		Tenant: o.EntraTenant, ClientID: o.EntraClientID, ClientSecret: o.EntraClientSecret,
		Domain: o.EntraDomain, HTTP: o.HTTP,
	})
}
