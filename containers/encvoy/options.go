package encvoy

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers/group"
)

// Option configures the group. Several containers are made of all options
// together, so Run gathers them instead of changing one request. Any other
// customizer (labels, loggers) goes to every container of the group; with
// group.Named it may depend on which: "" (the proxy), "auth", "back", "front",
// "oidc", "migration", "postgres" or "redis".
type Option func(*settings) error

var _ testcontainers.ContainerCustomizer = Option(nil)

// Customize does nothing: Run gathers the options.
func (Option) Customize(*testcontainers.GenericContainerRequest) error { return nil }

// settings are what the options ask for.
type settings struct {
	images   Images
	domain   string // "https://id.encvoy.example"
	network  string
	aliases  []string // of the proxy
	login    string   // of the owner
	password string
	client   *http.Client
	trusted  []byte // PEM
	secrets  secrets
	proxied  string // image of the proxy
	postgres string // images of what the parts need
	redis    string
	common   group.Common
}

// secrets are made for each run.
type secrets struct{ database, clientID, clientSecret, cookies string }

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
	return func(s *settings) error {
		if network == "" {
			return errors.New("the network that Encvoy ID is to join has no name")
		}
		s.network, s.aliases = network, append([]string{proxyAlias}, aliases...)
		return nil
	}
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
		s.client = client
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
		s.proxied, s.postgres, s.redis = proxy, postgres, redis
		return nil
	}
}

// collect sorts the options and refuses what cannot run.
func collect(images Images, opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{
		images:  images,
		proxied: ProxyImage, postgres: PostgresImage, redis: RedisImage,
		secrets: secrets{database: rand.Text(), clientID: rand.Text(), clientSecret: rand.Text(), cookies: rand.Text()},
	}
	// The library prints a container's whole log when it does not start.
	s.common.Add(testcontainers.WithLogger(log.NewNoopLogger()))
	if err := images.check(); err != nil {
		return nil, err
	}
	for _, o := range opts {
		own, is := o.(Option)
		if !is {
			s.common.Add(o)
			continue
		}
		if err := own(s); err != nil {
			return nil, err
		}
	}
	missing := cmp.Or(
		needed(s.domain != "", "WithPublicURL"), needed(s.network != "", "WithNetwork"),
		needed(s.login != "", "WithOwner"), needed(s.client != nil, "WithClient"), needed(len(s.trusted) > 0, "WithAuthority"))
	if missing != "" {
		return nil, fmt.Errorf("running Encvoy ID needs the option %s", missing)
	}
	return s, nil
}

func needed(given bool, option string) (missing string) {
	if !given {
		return option
	}
	return ""
}
