// Package oauth is the legacy OAuth engine of a simulated Rocket.Chat: from
// settings to services (§1.3), from the provider's callback to a pending
// credential (§4, §7), and from the credential to a login. What was observed on
// a real server (observed §E, §F) wins over the sections. Behaviours that
// differ by release come from [release.Release].
package oauth

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
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
	Prefix   string            // path of ROOT_URL, before every address: "" or "/chat"
	HTTP     *http.Client      // reaches the providers; nil: http.DefaultClient
	Timeout  time.Duration     // of one request to a provider; 0: 20 s (§4.2)
	Debounce time.Duration     // from the last change to the rewritten configuration; 0: 2 s (§1.3)
	Log      func(line string) // the server log; nil: dropped
	Now      func() time.Time  // nil: time.Now
	Seeded   seeded.Set        // bugs that the engine has

	// Writes are those to the service configurations, PendingWrites those to the
	// pending credentials; nil: each reading asks the database.
	Writes, PendingWrites mirror.Writes
}

// Engine turns settings into services and callbacks into logins. It is safe
// for concurrent use.
type Engine struct {
	release  release.Release
	settings Settings
	accounts *account.Accounts
	provider provider
	pending  *pending
	services *registry
	prefix   string
	log      func(string)
	now      func() time.Time
	seeded   seeded.Set

	unsubscribe func()
	stop        context.CancelFunc
	ended       <-chan struct{} // closed by stop: releases callbacks that never end
	running     sync.WaitGroup
}

// New builds the service configurations once and follows the settings until
// Close; ctx limits the start only.
func New(ctx context.Context, o Options) (*Engine, error) {
	if o.Log == nil {
		o.Log = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	e := &Engine{
		release: o.Release, settings: o.Settings, accounts: o.Accounts,
		provider: newProvider(o),
		pending:  newPending(o.Database, o.PendingWrites, o.Now),
		services: newRegistry(o, life),
		prefix:   o.Prefix,
		log:      o.Log, now: o.Now, seeded: o.Seeded,
		stop: stop, ended: life.Done(),
	}
	if err := e.services.rebuild(ctx); err != nil {
		stop()
		return nil, err
	}
	e.unsubscribe = o.Settings.Subscribe(e.services.changed)
	e.running.Go(func() { e.pending.purgeEvery(life, purgeInterval, o.Log) })
	return e, nil
}

// Close stops all timers and ends the requests that would never be answered.
func (e *Engine) Close() error {
	e.unsubscribe()
	e.stop()
	e.running.Wait()
	e.services.close()
	return nil
}

// Refresh deletes all service configurations and rebuilds them at once (method
// refreshOAuthService).
func (e *Engine) Refresh(ctx context.Context) error {
	return errors.Join(e.services.clear(ctx), e.services.rebuild(ctx))
}

// Services returns the live configurations without their secrets, sorted by
// key, with the database's names (settings.oauth, service.configurations).
func (e *Engine) Services(ctx context.Context) ([]map[string]any, error) {
	return e.services.list(ctx)
}
