package dex

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/testcontainers/testcontainers-go"
	"golang.org/x/crypto/bcrypt"

	"gonogo/containers"
)

// Option configures Dex itself. Several make one file together, in any order;
// so they are gathered by Run instead of changing the request.
type Option = containers.Option[settings]

// settings are what the options ask for.
type settings struct {
	config  config
	through *http.Client
}

// Client is an OAuth client that Dex knows from the start.
type Client struct {
	ID, Secret, Name string
	RedirectURIs     []string
}

// Person is somebody who logs in with e-mail address and password.
type Person struct {
	Email, Password string
	Subject         string // goes into "sub", in Dex's own encoding
	Name            string // "name"
	Username        string // "preferred_username"; may be empty
	Groups          []string
}

// WithIssuer says where clients find Dex: "https://id.acme.eu/dex". With https
// Dex counts on a gateway for TLS.
func WithIssuer(issuer string) Option {
	return func(s *settings) error {
		u, err := url.Parse(issuer)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || strings.HasSuffix(issuer, "/") {
			return fmt.Errorf("issuer %q is not of the form https://id.acme.eu/dex", issuer)
		}
		s.config.Issuer = issuer
		return nil
	}
}

// WithClient registers a client.
func WithClient(c Client) Option {
	return func(s *settings) error {
		if c.ID == "" || c.Secret == "" || len(c.RedirectURIs) == 0 {
			return errors.New("a client of Dex needs an id, a secret and a redirect URI")
		}
		s.config.StaticClients = append(s.config.StaticClients, client(c))
		return nil
	}
}

// WithPerson adds a person. Dex keeps the password as a bcrypt hash and refuses
// costs below the default.
func WithPerson(p Person) Option {
	return func(s *settings) error {
		if p.Email == "" || p.Password == "" || p.Subject == "" {
			return errors.New("a person at Dex needs an e-mail address, a password and a subject")
		}
		hash, err := bcrypt.GenerateFromPassword([]byte(p.Password), bcrypt.DefaultCost)
		if err != nil {
			return fmt.Errorf("hashing the password of %s: %w", p.Email, err)
		}
		s.config.StaticPasswords = append(s.config.StaticPasswords, password{
			Email: p.Email, Hash: string(hash), UserID: p.Subject,
			Username: p.Username, Name: p.Name, PreferredUsername: p.Username, Groups: p.Groups,
		})
		return nil
	}
}

// SkipApproval leaves out the page that asks people whether the client may see
// their profile.
func SkipApproval() Option {
	return func(s *settings) error {
		s.config.OAuth2.SkipApprovalScreen = true
		return nil
	}
}

// Through says how to reach the issuer by its name, for a Dex behind a gateway
// that runs already. No port is published then.
func Through(c *http.Client) Option {
	return func(s *settings) error {
		s.through = c
		return nil
	}
}

// collect gathers the options of this package out of all.
func collect(opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{config: base()}
	if _, err := containers.Gather(s, opts); err != nil {
		return nil, err
	}
	if s.config.Issuer == "" {
		return nil, errors.New("it needs the option WithIssuer")
	}
	return s, nil
}
