package gateway

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// Option configures the gateway itself. Several make one Caddyfile together,
// in any order; so they are gathered by Run instead of changing the request.
type Option = containers.Option[settings]

// Issuer makes certificates: the authority of a run.
type Issuer interface {
	// Certificate returns the certificate of a host, followed by what a browser
	// needs to trust it, and its key, both in PEM.
	Certificate(host string) (certificate, key []byte, err error)
}

// settings are what the options ask for.
type settings struct {
	sites  []site // in the order of WithSite
	issuer Issuer
	given  map[string]pair // certificates by host
}

type pair struct{ certificate, key []byte }

// WithSite serves https://host with the server at upstream, which speaks plain
// HTTP inside: "rocketchat:3000". WebSockets pass.
func WithSite(host, upstream string) Option {
	return func(s *settings) error {
		if !isHost(host) {
			return fmt.Errorf("%q is not a host name that the gateway can serve, such as chat.acme.eu", host)
		}
		if !isAddress(upstream) {
			return fmt.Errorf("upstream %q of %s is not of the form rocketchat:3000", upstream, host)
		}
		for _, other := range s.sites {
			if other.host == host {
				return fmt.Errorf("the gateway was given the site %s twice", host)
			}
		}
		s.sites = append(s.sites, site{host: host, upstream: upstream})
		return nil
	}
}

// WithCertificate gives a site its certificate and key in PEM.
func WithCertificate(host string, certificate, key []byte) Option {
	return func(s *settings) error {
		s.given[host] = pair{certificate, key}
		return nil
	}
}

// WithAuthority lets the authority issue the certificate of every site that has
// none from WithCertificate.
func WithAuthority(issuer Issuer) Option {
	return func(s *settings) error {
		s.issuer = issuer
		return nil
	}
}

// collect gathers the options of this package out of all.
func collect(opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{given: map[string]pair{}}
	if _, err := containers.Gather(s, opts); err != nil {
		return nil, err
	}
	if len(s.sites) == 0 {
		return nil, errors.New("a gateway needs the option WithSite")
	}
	for i := range s.sites {
		if err := s.certify(&s.sites[i]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// certify finds a site's certificate.
func (s *settings) certify(site *site) error {
	p, found := s.given[site.host]
	if !found && s.issuer == nil {
		return fmt.Errorf("the gateway has no certificate for %s; give WithAuthority or WithCertificate", site.host)
	}
	if !found {
		var err error
		if p.certificate, p.key, err = s.issuer.Certificate(site.host); err != nil {
			return fmt.Errorf("issuing the certificate of %s: %w", site.host, err)
		}
	}
	site.pair = p
	return nil
}

// isHost is true for lower-case DNS names: what stands in a Caddyfile must not
// end a word or open a block there.
func isHost(host string) bool {
	return len(host) <= 253 && regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`).MatchString(host)
}

func isAddress(address string) bool {
	host, port, err := net.SplitHostPort(address)
	if err != nil || !isHost(host) {
		return false
	}
	u, err := url.Parse("http://" + address)
	return err == nil && port != "" && u.Port() == port
}
