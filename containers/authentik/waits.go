package authentik

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

const healthPath = "/-/health/ready/"

// healthy awaits that the server reaches what it needs ("Monitoring").
func (a *api) healthy() *ready.Answer {
	return &ready.Answer{Server: "authentik", Way: a.way, Path: healthPath, Within: startTime}
}

// furnished awaits that the worker has made what every registration needs.
type furnished struct {
	api        *api
	blueprints []blueprint
}

// String says what is awaited.
func (f *furnished) String() string {
	what := "authentik takes the administrator's token and has its flows, scope mappings and a signing key"
	for _, b := range f.blueprints {
		what += ", and has applied " + b.path
	}
	return what
}

// WaitUntilReady implements wait.Strategy.
func (f *furnished) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Poll(ctx, target, startTime, f, func(ctx context.Context) error {
		for _, path := range furniture() {
			if _, err := f.list(ctx, target, path); err != nil {
				return err
			}
		}
		for _, b := range f.blueprints {
			if err := f.applied(ctx, target, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// furniture are lists that are empty until their blueprint is applied
// (blueprints/default, blueprints/system/providers-oauth2.yaml), and the keys,
// of which the first start makes one.
func furniture() []string {
	flows, scopes := "/api/v3/flows/instances/?slug=", "/api/v3/propertymappings/provider/scope/?managed="
	return []string{
		flows + "default-authentication-flow",
		flows + "default-provider-authorization-implicit-consent",
		flows + "default-provider-authorization-explicit-consent",
		flows + "default-provider-invalidation-flow",
		scopes + url.QueryEscape("goauthentik.io/providers/oauth2/scope-profile"),
		"/api/v3/crypto/certificatekeypairs/?has_key=true",
	}
}

// entry is one of a list; only blueprints have a status.
type entry struct {
	Status string `json:"status"`
}

// list reads a list that has to have something in it.
func (f *furnished) list(ctx context.Context, target wait.StrategyTarget, path string) ([]entry, error) {
	var found struct {
		Results []entry `json:"results"`
	}
	if err := f.api.ask(ctx, target, http.MethodGet, path, nil, &found); err != nil {
		return nil, err
	}
	if len(found.Results) == 0 {
		return nil, fmt.Errorf("GET %s finds nothing", path)
	}
	return found.Results, nil
}

func (f *furnished) applied(ctx context.Context, target wait.StrategyTarget, b blueprint) error {
	found, err := f.list(ctx, target, "/api/v3/managed/blueprints/?path="+url.QueryEscape(b.path))
	if err != nil {
		return err
	}
	if status := found[0].Status; status != "successful" {
		return fmt.Errorf("the status of the blueprint %s is %q", b.path, status)
	}
	return nil
}

// health is the worker's own check ("Monitoring").
// It is a pointer, because the library asks every strategy whether it is nil.
type health struct{ *wait.ExecStrategy }

var (
	_ wait.Strategy        = (*furnished)(nil)
	_ wait.Strategy        = (*health)(nil)
	_ wait.StrategyTimeout = (*health)(nil)
	_ fmt.Stringer         = (*health)(nil)
)

// working asks seldom: each question starts an interpreter.
func working() *health {
	return &health{wait.ForExec(check()).WithPollInterval(5 * time.Second).WithStartupTimeout(startTime)}
}

func check() []string { return []string{"ak", "healthcheck"} }

// String says what is awaited.
func (*health) String() string {
	return "the worker of authentik finds itself healthy (" + strings.Join(check(), " ") + ")"
}
