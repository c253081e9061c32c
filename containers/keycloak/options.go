package keycloak

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// Option configures Keycloak itself. Several make one realm together, in any
// order; so they are gathered by Run instead of changing the request.
type Option = containers.Option[settings]

// settings are what the options ask for.
type settings struct {
	adminVariables      [2]string // names, by release
	base                string
	realm               realm
	adminUser, adminKey string
	through             *http.Client
}

// Client is an OAuth client of the realm, confidential, for the authorization
// code flow.
type Client struct {
	ID, Secret, Name string
	RedirectURIs     []string
}

// Person is somebody who logs in with user name or e-mail address and password.
// Without one of the names or the address, Keycloak asks for it at the first
// login: its user profile requires them.
type Person struct {
	Username, Password    string
	Email                 string
	EmailVerified         bool
	GivenName, FamilyName string
}

// WithBaseURL says where people find Keycloak: "https://id.acme.eu". With https
// Keycloak counts on a gateway for TLS, and believes its X-Forwarded headers.
func WithBaseURL(address string) Option {
	return func(s *settings) error {
		u, err := url.Parse(address)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || address != u.Scheme+"://"+u.Host {
			return fmt.Errorf("base URL %q of Keycloak is not of the form https://id.acme.eu", address)
		}
		s.base = address
		return nil
	}
}

// WithRealm names the realm, which stands in its addresses: "acme".
func WithRealm(name string) Option {
	return func(s *settings) error {
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(name) || name == "master" {
			return fmt.Errorf("realm %q is not a name such as acme; the realm master cannot be imported", name)
		}
		s.realm.Realm = name
		return nil
	}
}

// WithAdmin makes an administrator of the realm master.
func WithAdmin(user, password string) Option {
	return func(s *settings) error {
		s.adminUser, s.adminKey = user, password
		return nil
	}
}

// WithClient registers a client.
func WithClient(c Client) Option {
	return func(s *settings) error {
		if c.ID == "" || c.Secret == "" || len(c.RedirectURIs) == 0 {
			return errors.New("a client of Keycloak needs an id, a secret and a redirect URI")
		}
		s.realm.Clients = append(s.realm.Clients, confidential(c))
		return nil
	}
}

// WithPerson adds a person.
func WithPerson(p Person) Option {
	return func(s *settings) error {
		if p.Username == "" || p.Password == "" {
			return errors.New("a person at Keycloak needs a user name and a password")
		}
		s.realm.Users = append(s.realm.Users, enabled(p))
		return nil
	}
}

// Through says how to reach the base URL by its name, for a Keycloak behind a
// gateway that runs already. No port is published then.
func Through(c *http.Client) Option {
	return func(s *settings) error {
		s.through = c
		return nil
	}
}

// collect gathers the options of this package out of all.
func collect(image string, opts []testcontainers.ContainerCustomizer) (*settings, error) {
	variables, err := adminVariables(image)
	if err != nil {
		return nil, err
	}
	s := &settings{adminVariables: variables, realm: realm{Enabled: true}}
	if _, err := containers.Gather(s, opts); err != nil {
		return nil, err
	}
	return s, s.complete()
}

// complete refuses what lacks something that every Keycloak of ours needs.
func (s *settings) complete() error {
	switch {
	case s.base == "":
		return errors.New("it needs the option WithBaseURL")
	case s.realm.Realm == "":
		return errors.New("it needs the option WithRealm")
	case s.adminUser == "" || s.adminKey == "":
		return errors.New("it needs the option WithAdmin with a name and a password")
	}
	return nil
}

// issuer is the realm's issuer.
func (s *settings) issuer() string { return s.base + "/realms/" + s.realm.Realm }
