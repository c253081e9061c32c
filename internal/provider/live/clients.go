package live

import (
	"gonogo/internal/provider"
	"gonogo/internal/provider/clavex"
)

// clients is where a provider that gonogo can administrate is added.
func clients(o Options) []client {
	return []client{
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
	}
}

func openClavex(o Options) (provider.Provider, error) {
	return clavex.New(clavex.Options{
		URL: o.URL, AdminOrg: o.AdminOrg, AdminEmail: o.AdminEmail, AdminPassword: o.AdminPassword,
		APIKey: o.Token, HTTP: o.HTTP,
	})
}
