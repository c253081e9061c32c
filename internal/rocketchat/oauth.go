package rocketchat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Service is a login service as settings.oauth shows it: for a custom service
// the whole configuration but the secret, under the database's field names
// ("service", "serverURL", "clientId", …; §1.3).
type Service = map[string]any

// OAuthServices lists the login services that are switched on.
func (c *Client) OAuthServices(ctx context.Context) ([]Service, error) {
	var answer struct {
		Services []Service `json:"services"`
	}
	err := c.get(ctx, "/api/v1/settings.oauth", nil, &answer)
	return answer.Services, err
}

// AddCustomOAuth creates the settings of a custom service. Again, it changes
// nothing.
func (c *Client) AddCustomOAuth(ctx context.Context, name string) error {
	return c.post(ctx, "/api/v1/settings.addCustomOAuth", map[string]any{"name": name}, nil)
}

// RemoveCustomOAuth removes the settings of a custom service: by REST where the
// release has it (8.7 and later), else by the method behind it (§2.1, §2.2).
func (c *Client) RemoveCustomOAuth(ctx context.Context, name string) error {
	err := c.post(ctx, "/api/v1/settings.removeCustomOAuth", map[string]any{"name": name}, nil)
	var refused *Error
	if errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		return c.Method(ctx, "removeOAuthService", nil, name)
	}
	return err
}

// Between two looks at settings.oauth; the interval doubles from one to the
// other. A server whose rate limit is on grants ten looks a minute, even to
// administrators, because the endpoint is open to all (§2.4): these two make
// them last for five seconds, and a change takes two to three (§14.1).
const (
	firstLook = 30 * time.Millisecond
	lastLook  = time.Second
)

// WaitService waits until the service of that key ("clavex") is shown as
// wanted, and returns it. wanted gets nil while the service is not shown, so
// that its absence can be awaited too; the service returned is then nil.
func (c *Client) WaitService(ctx context.Context, key string, wanted func(Service) bool) (Service, error) {
	for interval := firstLook; ; interval = min(2*interval, lastLook) {
		found, err := c.service(ctx, key)
		if err != nil {
			return nil, fmt.Errorf("waiting for the login service %s: %w", key, err)
		}
		if wanted(found) {
			return found, nil
		}
		if err := pause(ctx, interval); err != nil {
			return nil, fmt.Errorf("waiting for the login service %s to be as wanted (shown now: %t): %w", key, found != nil, err)
		}
	}
}

// service finds one login service; nil if it is not shown.
func (c *Client) service(ctx context.Context, key string) (Service, error) {
	services, err := c.OAuthServices(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range services {
		if s["service"] == key {
			return s, nil
		}
	}
	return nil, nil
}
