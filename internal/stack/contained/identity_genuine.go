package contained

import (
	"context"
	"fmt"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/group"
	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
)

// genuine is a provider in containers of its own. They are inside the stack
// and publish nothing: this machine asks the provider through the gateway.
type genuine struct {
	id, url string   // of the guide
	title   string   // for people: "Clavex"
	made    []string // names of the images
	port    string   // where it listens inside, on plain HTTP
	alive   string   // an address that it answers with 200 when it is ready
	start   func(ctx context.Context, a *assembly, web *http.Client) error
}

func (p genuine) images() []string { return p.made }

func (p genuine) upstream() string { return partProvider + ":" + p.port }

func (genuine) outside() []string { return nil }

func (p genuine) run(ctx context.Context, a *assembly) error {
	end := a.awaited.begin(p.title + " to answer at " + p.url)
	defer end()
	n, err := a.reached(ctx)
	if err != nil {
		return err
	}
	return p.start(ctx, a, n.Client())
}

// Who administrates a provider stands in the environment of its main container,
// where whoever finds the stack again reads it. The provider itself knows
// nothing of these variables.
const (
	adminVariable    = "GONOGO_PROVIDER_ADMIN"
	passwordVariable = "GONOGO_PROVIDER_PASSWORD"
	tokenVariable    = "GONOGO_PROVIDER_TOKEN"
)

// administratorEmail is the address of providers' administrators.
const administratorEmail = "administrator@gonogo.test"

// members are what all containers of a provider are given: the stack's labels,
// and names of their own as parts. The main one is the part that the gateway
// leads to; it keeps the environment.
func (a *assembly) members(title string, environment map[string]string) []testcontainers.ContainerCustomizer {
	return []testcontainers.ContainerCustomizer{
		quiet(), testcontainers.WithLabels(a.labels),
		group.Named(func(member string) testcontainers.ContainerCustomizer {
			if member == "" {
				return mainPart(environment)
			}
			return a.sidePart(title, member)
		}),
	}
}

func mainPart(environment map[string]string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if err := testcontainers.WithLabels(map[string]string{labelPart: partProvider})(req); err != nil {
			return err
		}
		return testcontainers.WithEnv(environment)(req)
	}
}

// sidePart tells besides that it is awaited.
func (a *assembly) sidePart(title, member string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if err := testcontainers.WithLabels(map[string]string{labelPart: partProvider + "-" + member})(req); err != nil {
			return err
		}
		end := func() {}
		return testcontainers.WithAdditionalLifecycleHooks(testcontainers.ContainerLifecycleHooks{
			PreCreates: []testcontainers.ContainerRequestHook{func(context.Context, testcontainers.ContainerRequest) error {
				end = a.awaited.begin(title + "'s " + member)
				return nil
			}},
			PostReadies: []testcontainers.ContainerHook{func(context.Context, testcontainers.Container) error {
				end()
				return nil
			}},
		})(req)
	}
}

func (p genuine) open(ctx context.Context, e engine, stack string, web *http.Client) (provider.Provider, error) {
	main, err := e.part(ctx, stack, partProvider)
	if err != nil {
		return nil, err
	}
	if err := p.answers(ctx, web); err != nil {
		return nil, fmt.Errorf("asking %s whether it is ready: %w", p.title, err)
	}
	return live.Open(p.id, live.Options{
		URL: p.url, HTTP: web, Token: main.env[tokenVariable],
		AdminEmail: main.env[adminVariable], AdminPassword: main.env[passwordVariable],
	})
}

func (p genuine) answers(ctx context.Context, web *http.Client) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.alive, nil)
	if err != nil {
		return err
	}
	response, err := web.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s answers %s", p.alive, response.Status)
	}
	return nil
}
