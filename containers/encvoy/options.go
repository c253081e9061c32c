package encvoy

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	"gonogo/containers/backed"
)

// Option configures the group. Several containers are made of all options
// together, so Run gathers them instead of changing one request. Any other
// customizer (labels, loggers) goes to every container of the group; with
// group.Named it may depend on which: "" (the proxy), "auth", "back", "front",
// "oidc", "migration", "postgres" or "redis".
type Option = containers.Option[settings]

// settings are what the options ask for.
type settings struct {
	backed.Settings
	images   Images
	domain   string // "https://id.encvoy.example"
	login    string // of the owner
	password string
	trusted  []byte // PEM
	secrets  secrets
	proxied  string // image of the proxy
}

// secrets are made for each run.
type secrets struct{ clientID, clientSecret, cookies string }

// WithPublicURL says where people find Encvoy ID, as the guide's URL setting
// names it: "https://id.encvoy.example". Its own parts call each other there.
func WithPublicURL(address string) Option {
	return func(s *settings) error {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" {
			return fmt.Errorf("the public URL %q of Encvoy ID is not of the form https://id.encvoy.example", address)
		}
		s.domain = address
		return nil
	}
}

// WithNetwork names the network that joins the parts, and the aliases under
// which others reach the proxy before them on it: "provider".
func WithNetwork(network string, aliases ...string) Option {
	return func(s *settings) error { return s.Join(network, aliases...) }
}

// WithOwner sets login and password of the account that administers everything.
func WithOwner(login, password string) Option {
	return func(s *settings) error {
		if login == "" || password == "" {
			return errors.New("the owner of Encvoy ID needs a login and a password")
		}
		s.login, s.password = login, password
		return nil
	}
}

// WithClient sets the client that reaches the public URL, such as the
// gateway's, to ask whether Encvoy ID is ready.
func WithClient(client *http.Client) Option {
	return func(s *settings) error {
		s.Client = client
		return nil
	}
}

// WithAuthority lets the parts trust the certificates (PEM) of the gateway.
func WithAuthority(certificates []byte) Option {
	return func(s *settings) error {
		s.trusted = certificates
		return nil
	}
}

// WithPartImages replaces the images of the proxy, the database and the cache.
func WithPartImages(proxy, postgres, redis string) Option {
	return func(s *settings) error {
		if proxy == "" || postgres == "" || redis == "" {
			return errors.New("running Encvoy ID needs an image of nginx, one of PostgreSQL and one of Redis")
		}
		s.proxied, s.Postgres, s.Redis = proxy, postgres, redis
		return nil
	}
}

// collect sorts the options and refuses what cannot run.
func collect(images Images, opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{
		images: images,
		Settings: backed.Settings{
			Server: "Encvoy ID", Name: "encvoy", Postgres: PostgresImage, Redis: RedisImage, DatabasePassword: rand.Text(),
		},
		proxied: ProxyImage,
		secrets: secrets{clientID: rand.Text(), clientSecret: rand.Text(), cookies: rand.Text()},
	}
	// The library prints a container's whole log when it does not start.
	s.Common.Add(testcontainers.WithLogger(log.NewNoopLogger()))
	if err := images.check(); err != nil {
		return nil, err
	}
	others, err := containers.Gather(s, opts)
	if err != nil {
		return nil, err
	}
	s.Common.Add(others...)
	if err := containers.Missing("running Encvoy ID", []containers.Needed{
		{Option: "WithPublicURL", Given: s.domain != ""}, {Option: "WithNetwork", Given: s.Network != ""},
		{Option: "WithOwner", Given: s.login != ""}, {Option: "WithClient", Given: s.Client != nil},
		{Option: "WithAuthority", Given: len(s.trusted) > 0},
	}); err != nil {
		return nil, err
	}
	return s, nil
}
