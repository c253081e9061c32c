// Package oauth is the legacy OAuth engine of a simulated Rocket.Chat.
package oauth

import (
	"context"
	"errors"
	"net/http"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
)

// Settings reads the workspace's settings and tells of their changes.
type Settings interface {
	account.Settings
	// CustomServices lists the names of the services that settings exist for: "Clavex".
	CustomServices() []string
	// Subscribe calls changed with the id of each setting that changes, until unsubscribe.
	Subscribe(changed func(id string)) (unsubscribe func())
}

// Options are what [New] needs. Database, Release, Settings and Accounts are required.
type Options struct {
	Database *mongo.Database
	Release  release.Release
	Settings Settings
	Accounts *account.Accounts
	HTTP     *http.Client      // reaches the providers; nil: http.DefaultClient
	Timeout  time.Duration     // of one request to a provider; 0: 20 s (§4.2)
	Debounce time.Duration     // from the last change to the rewritten configuration; 0: 2 s (§1.3)
	Log      func(line string) // the server log; nil: dropped
	Now      func() time.Time  // nil: time.Now
}

// Engine turns settings into services and callbacks into logins.
type Engine struct{}

// New builds the service configurations once and follows the settings until Close.
func New(ctx context.Context, o Options) (*Engine, error) { return nil, errLater }

var errLater = errors.New("not written yet")

// Close stops timers and ends requests that would never be answered.
func (e *Engine) Close() error { return errLater }

// Refresh deletes all service configurations and rebuilds them at once (method refreshOAuthService).
func (e *Engine) Refresh(ctx context.Context) error { return errLater }

// Services returns the live configurations without their secrets, sorted by
// key, with the database's names (settings.oauth, service.configurations).
func (e *Engine) Services(ctx context.Context) ([]map[string]any, error) { return nil, errLater }

// Handler serves GET and POST /_oauth/<service>, below any path prefix.
func (e *Engine) Handler() http.Handler { return nil }

// LoginWithCredential is the login {oauth:{credentialToken, credentialSecret}};
// secret nil is the JSON null that reads a stored error.
func (e *Engine) LoginWithCredential(ctx context.Context, token string, secret *string, o ...account.LoginOption) (account.Login, error) {
	return account.Login{}, errLater
}

// LoginWithAccessToken is the login {serviceName, accessToken, expiresIn}; expiresIn in seconds.
func (e *Engine) LoginWithAccessToken(ctx context.Context, service, token string, expiresIn int, o ...account.LoginOption) (account.Login, error) {
	return account.Login{}, errLater
}
