package gateway

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strings"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

// handshake awaits that every site shows its own certificate.
type handshake struct{ sites []site }

var _ wait.Strategy = (*handshake)(nil)

// String says what is awaited.
func (h *handshake) String() string {
	var names []string
	for _, s := range h.sites {
		names = append(names, s.host)
	}
	return "the gateway answers TLS handshakes for " + strings.Join(names, ", ")
}

// WaitUntilReady implements wait.Strategy.
func (h *handshake) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Poll(ctx, target, startTime, h, func(ctx context.Context) error { return h.shake(ctx, target) })
}

func (h *handshake) shake(ctx context.Context, target wait.StrategyTarget) error {
	host, err := target.Host(ctx)
	if err != nil {
		return fmt.Errorf("finding Docker's host: %w", err)
	}
	port, err := target.MappedPort(ctx, Port)
	if err != nil {
		return fmt.Errorf("finding the gateway's port: %w", err)
	}
	for _, s := range h.sites {
		if err := s.shake(ctx, net.JoinHostPort(host, port.Port())); err != nil {
			return err
		}
	}
	return nil
}

// shake trusts nothing but the certificates that the site was given.
func (s site) shake(ctx context.Context, endpoint string) error {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.certificate)
	d := tls.Dialer{Config: &tls.Config{ServerName: s.host, RootCAs: pool}}
	conn, err := d.DialContext(ctx, "tcp", endpoint)
	if err != nil {
		return fmt.Errorf("greeting %s: %w", s.host, err)
	}
	return conn.Close()
}
