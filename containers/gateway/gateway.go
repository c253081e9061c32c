// Package gateway runs the TLS front of a stack of containers: a real Caddy
// that serves the names of a guide (https://chat.acme.eu) with certificates of
// the run's own authority, and passes requests and WebSockets to the servers
// behind it over plain HTTP.
//
// Image: caddy:2.11-alpine (see [Image]); gonogo/gateway:local (`make images`)
// is the same server, packed here.
//
// Port: 443, published on 127.0.0.1 alone. On the stack's inside network the
// container has to answer to the names of its sites:
//
//	containers.Join(inside, "chat.acme.eu", "id.acme.eu")
//
// Ready: a TLS handshake for every site shows the certificate that was given.
//
// Sources: caddyserver.com/docs/caddyfile (options, directives tls and
// reverse_proxy); github.com/caddyserver/caddy-docker, 2.11/alpine/Dockerfile.
package gateway

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// Image is the publisher's image that this package is written for.
const Image = "caddy:2.11.8-alpine"

// Port is where the sites are served, in the container.
const Port = "443/tcp"

// startTime bounds the wait for readiness. Caddy is up in well under a second;
// the rest is for a machine that starts a whole stack at once.
const startTime = time.Minute

// Container is a running gateway.
type Container struct{ testcontainers.Container }

var _ testcontainers.Container = (*Container)(nil)

// Run starts a gateway. It needs WithSite at least once, and a certificate for
// each site (WithAuthority or WithCertificate). A container that was created
// but did not become ready is returned with the error, to be read and ended.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	own := func(c testcontainers.Container) *Container { return &Container{c} }
	return containers.Run(ctx, "the gateway", image, own, request(opts)...)
}

// request is what Run asks of Docker.
func request(opts []testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	all := []testcontainers.ContainerCustomizer{containers.Publish(Port), configured(opts)}
	return append(all, opts...)
}

// configured makes one Caddyfile of all options.
func configured(opts []testcontainers.ContainerCustomizer) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		s, err := collect(opts)
		if err != nil {
			return err
		}
		customizers := []testcontainers.ContainerCustomizer{
			containers.File(caddyfilePath, s.caddyfile()),
			testcontainers.WithWaitStrategyAndDeadline(startTime, &handshake{sites: s.sites}),
		}
		for _, site := range s.sites {
			customizers = append(customizers,
				containers.File(site.certificatePath(), site.certificate), containers.File(site.keyPath(), site.key))
		}
		for _, c := range customizers {
			if err := c.Customize(req); err != nil {
				return err
			}
		}
		return nil
	}
}

// Address is where the gateway is reached from this machine:
// "127.0.0.1:49153". It is for Client and Dialer, and for a browser's
// --host-resolver-rules.
func (c *Container) Address(ctx context.Context) (string, error) {
	host, err := c.Host(ctx)
	if err != nil {
		return "", fmt.Errorf("finding Docker's host: %w", err)
	}
	port, err := c.MappedPort(ctx, Port)
	if err != nil {
		return "", fmt.Errorf("finding the gateway's port: %w", err)
	}
	return net.JoinHostPort(host, port.Port()), nil
}
