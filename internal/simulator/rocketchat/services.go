package rocketchat

import (
	"context"
	"strings"

	"gonogo/internal/release"
)

// serviceEndpoints show and administrate login services (§2.1).
func (a *api) serviceEndpoints() []endpoint {
	endpoints := []endpoint{
		{pattern: "GET /api/v1/settings.oauth", anyone: true, serve: a.listServices("services")},
		{pattern: "GET /api/v1/service.configurations", anyone: true, serve: a.listServices("configurations")},
	}
	if a.options.Release.Has(release.AddByREST) {
		endpoints = append(endpoints,
			endpoint{pattern: "POST /api/v1/settings.addCustomOAuth", adminOnly: true, secondFactor: true, serve: a.named(a.addService)})
	}
	if a.options.Release.Has(release.RemoveByREST) {
		endpoints = append(endpoints,
			endpoint{pattern: "POST /api/v1/settings.removeCustomOAuth", adminOnly: true, secondFactor: true, serve: a.named(a.removeService)},
			endpoint{pattern: "POST /api/v1/settings.refreshOAuthServices", adminOnly: true, secondFactor: true, serve: a.refreshServices})
	}
	return endpoints
}

func (a *api) listServices(key string) func(*call) (answer, error) {
	return func(c *call) (answer, error) {
		services, err := a.oauth.Services(c.context())
		if err != nil {
			return answer{}, err
		}
		if services == nil {
			services = []map[string]any{}
		}
		return success(map[string]any{key: a.offered(c, services)}), nil
	}
}

// named is an endpoint with the parameter name.
func (a *api) named(act func(ctx context.Context, name string) error) func(*call) (answer, error) {
	return func(c *call) (answer, error) {
		name := c.text("name")
		if strings.TrimSpace(name) == "" {
			return answer{}, refuse("error-name-param-not-provided", `The parameter "name" is required`)
		}
		if err := act(c.context(), name); err != nil {
			return answer{}, err
		}
		return success(nil), nil
	}
}

// addService needs a licence from 9.0 on (§0.1).
func (a *api) addService(ctx context.Context, name string) error {
	if a.options.Release.Has(release.PremiumOAuth) {
		return refuse("error-action-not-allowed", "This is an enterprise feature")
	}
	_, err := a.settings.AddCustomOAuth(ctx, name)
	return err
}

func (a *api) removeService(ctx context.Context, name string) error {
	return a.settings.RemoveCustomOAuth(ctx, name)
}

func (a *api) refreshServices(c *call) (answer, error) {
	if err := a.oauth.Refresh(c.context()); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
