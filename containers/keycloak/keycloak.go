// Package keycloak runs Keycloak in development mode, with a realm that is
// imported at the start: a real OpenID provider that belongs to no guide.
//
// Image: quay.io/keycloak/keycloak (see [Image]), releases from 25 on: since
// then the option hostname takes a whole URL and health is served on a port of
// its own (keycloak.org/docs/25.0.0/upgrading).
//
// Ports: 8080 serves everything on plain HTTP, 9000 tells about health. Both
// are published on 127.0.0.1, unless [Through] gives another way: in a stack of
// containers Keycloak stays inside, behind a gateway that speaks TLS.
//
// Ready: GET /health/ready on port 9000 answers 200, where it is published; and
// the discovery document of the realm names the issuer, so that the realm has
// been imported.
//
// The state is in the container's own H2 database.
//
// Sources: keycloak.org/server/containers (start-dev, --import-realm,
// /opt/keycloak/data/import), /server/importExport (names of files, variables),
// /server/hostname, /server/reverseproxy, /server/bootstrap-admin-recovery,
// /observability/health. Only the request is tested: no registry was in reach.
package keycloak

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
	"gonogo/containers/ready"
)

// Image is the publisher's image that this package is written for.
const Image = "quay.io/keycloak/keycloak:26.8.0"

// The ports of the container.
const (
	Port       = "8080/tcp" // everything, plain HTTP
	HealthPort = "9000/tcp" // the management interface
)

// importFolder is read once, at the start; a realm that exists is left alone.
const importFolder = "/opt/keycloak/data/import/"

// startTime bounds the wait for readiness. In development mode Keycloak builds
// itself at every start.
const startTime = 5 * time.Minute

// Container is a running Keycloak.
type Container struct {
	testcontainers.Container
	issuer string
}

var _ testcontainers.Container = (*Container)(nil)

// Run starts Keycloak. It needs WithBaseURL, WithRealm and WithAdmin. A
// container that was created but did not become ready is returned with the
// error, to be read and ended.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s, err := collect(image, opts)
	if err != nil {
		return nil, fmt.Errorf("running Keycloak: %w", err)
	}
	own := func(c testcontainers.Container) *Container { return &Container{Container: c, issuer: s.issuer()} }
	return containers.Run(ctx, "Keycloak", image, own, append(request(s), opts...)...)
}

// request is what Run asks of Docker, beside the caller's own options.
func request(s *settings) []testcontainers.ContainerCustomizer {
	all := []testcontainers.ContainerCustomizer{
		testcontainers.WithCmd("start-dev", "--import-realm"),
		testcontainers.WithEnv(s.environment()),
		testcontainers.CustomizeRequestOption(func(req *testcontainers.GenericContainerRequest) error {
			content, err := s.realm.render()
			if err != nil {
				return err
			}
			return containers.File(importFolder+s.realm.Realm+"-realm.json", content)(req)
		}),
		testcontainers.WithWaitStrategyAndDeadline(startTime, s.ready()...),
	}
	if s.through == nil {
		all = append(all, containers.Publish(Port, HealthPort))
	}
	return all
}

// ready is what has to hold, in order.
func (s *settings) ready() []wait.Strategy {
	discovery := &ready.Discovery{Provider: "Keycloak", Issuer: s.issuer(), Client: s.through, Port: Port, Within: startTime}
	if s.through != nil {
		return []wait.Strategy{discovery}
	}
	health := wait.ForHTTP("/health/ready").WithPort(HealthPort).WithStartupTimeout(startTime).
		WithStatusCodeMatcher(func(status int) bool { return status == http.StatusOK })
	return []wait.Strategy{health, discovery}
}

// Issuer is the realm's issuer as clients know it:
// "https://id.acme.eu/realms/acme".
func (c *Container) Issuer() string { return c.issuer }

// Address is the realm on the published port:
// "http://127.0.0.1:49153/realms/acme". With Through there is none.
func (c *Container) Address(ctx context.Context) (string, error) {
	return ready.Published(ctx, c.Container, Port, c.issuer)
}
