package clavex

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	"gonogo/containers/backed"
)

// Option configures the group. Several containers are made of all options
// together, so Run gathers them instead of changing one request. Any other
// customizer (labels, loggers) goes to every container of the group; with
// group.Named it may depend on which: "", "postgres", "redis" or "seed".
type Option = containers.Option[settings]

// settings are what the options ask for.
type settings struct {
	backed.Settings
	issuer       string // "https://id.acme.eu/acme"
	host         string // "https://id.acme.eu"
	domain       string // "id.acme.eu"
	organization string // "acme"
	email        string // of the administrator
	password     string
	secrets      *secrets
}

// secrets are made for each run.
type secrets struct {
	admin      string // signs administrators' tokens; 32 characters at least
	signingKey []byte // RSA, PEM
}

// WithPublicURL says where people find the organization, as the guide's URL
// setting names it: "https://id.acme.eu/acme".
func WithPublicURL(address string) Option {
	return func(s *settings) error {
		u, err := url.Parse(address)
		wrong := err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != ""
		if !wrong {
			s.organization = strings.Trim(u.Path, "/")
			wrong = s.organization == "" || strings.Contains(s.organization, "/") || strings.HasSuffix(address, "/")
		}
		if wrong {
			return fmt.Errorf("the public URL %q of Clavex is not of the form https://id.acme.eu/acme, an organization included", address)
		}
		s.issuer, s.host, s.domain = address, u.Scheme+"://"+u.Host, u.Host
		return nil
	}
}

// WithNetwork names the network on which Clavex reaches its database and its
// cache, and the aliases under which others reach Clavex on it: "provider".
func WithNetwork(network string, aliases ...string) Option {
	return func(s *settings) error { return s.Join(network, aliases...) }
}

// WithAdministrator sets the e-mail address and the password of the super
// administrator, whose account lies in the organization.
func WithAdministrator(email, password string) Option {
	return func(s *settings) error {
		if !strings.Contains(email, "@") || password == "" {
			return errors.New("the administrator of Clavex needs an e-mail address and a password")
		}
		s.email, s.password = email, password
		return nil
	}
}

// WithClient lets readiness be asked through a client that reaches the public
// URL, such as the gateway's. Without it, Clavex is published on 127.0.0.1.
func WithClient(client *http.Client) Option {
	return func(s *settings) error { return s.AskThrough(client) }
}

// WithPartImages replaces the images of the database and the cache.
func WithPartImages(postgres, redis string) Option {
	return func(s *settings) error {
		if postgres == "" || redis == "" {
			return errors.New("running Clavex needs an image of PostgreSQL and one of Redis")
		}
		s.Postgres, s.Redis = postgres, redis
		return nil
	}
}

// collect sorts the options and refuses what cannot run.
func collect(opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{Settings: backed.Settings{
		Server: "Clavex", Name: "clavex", Postgres: PostgresImage, Redis: RedisImage, DatabasePassword: rand.Text(),
	}}
	// The library prints a container's whole log when it does not start.
	s.Common.Add(testcontainers.WithLogger(log.NewNoopLogger()))
	others, err := containers.Gather(s, opts)
	if err != nil {
		return nil, err
	}
	s.Common.Add(others...)
	if err := containers.Missing("running Clavex", []containers.Needed{
		{Option: "WithPublicURL", Given: s.issuer != ""}, {Option: "WithNetwork", Given: s.Network != ""},
		{Option: "WithAdministrator", Given: s.email != ""},
	}); err != nil {
		return nil, err
	}
	if err := s.JoinedOnce("the containers of Clavex join a network by the option WithNetwork, not one by one"); err != nil {
		return nil, err
	}
	if s.secrets == nil {
		if s.secrets, err = newSecrets(); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func newSecrets() (*secrets, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048) // the least that Clavex takes (internal/oidc/keys.go)
	if err != nil {
		return nil, fmt.Errorf("making the signing key of Clavex: %w", err)
	}
	return &secrets{
		admin:      rand.Text() + rand.Text(),
		signingKey: pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}),
	}, nil
}
