package authentik

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/backed"
)

// Option configures the group. Several containers are made of all options
// together, so Run gathers them instead of changing one request. Any other
// customizer (labels, loggers) goes to every container of the group; with
// group.Named it may depend on which: "", "worker", "postgres" or "redis".
type Option = containers.Option[settings]

// settings are what the options ask for.
type settings struct {
	backed.Settings
	host       string // "https://authentik.company"
	email      string // of the administrator
	password   string
	token      string
	blueprints []blueprint
	key        string // signs sessions; 50 characters or more
}

// blueprint is a file that the worker applies.
type blueprint struct {
	path    string // below /blueprints: "custom/people.yaml"
	content []byte
}

// WithPublicURL says where people find authentik: an address of which only the
// host counts, such as the guide's URL setting,
// "https://authentik.company/application/o".
func WithPublicURL(address string) Option {
	return func(s *settings) error {
		u, err := url.Parse(address)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
			return fmt.Errorf("the public URL %q of authentik is not of the form https://authentik.company", address)
		}
		s.host = u.Scheme + "://" + u.Host
		return nil
	}
}

// WithNetwork names the network on which the parts reach each other, and the
// aliases under which others reach the server on it: "provider".
func WithNetwork(network string, aliases ...string) Option {
	return func(s *settings) error { return s.Join(network, aliases...) }
}

// WithAdministrator sets what the first start gives to the administrator
// akadmin: the e-mail address, the password and the token for the API.
func WithAdministrator(email, password, token string) Option {
	return func(s *settings) error {
		if !strings.Contains(email, "@") || password == "" || token == "" {
			return errors.New("the administrator of authentik needs an e-mail address, a password and a token")
		}
		s.email, s.password, s.token = email, password, token
		return nil
	}
}

// WithSecretKey sets the key that signs sessions, instead of a new one for each
// run. The publisher asks for 50 characters or more ("AUTHENTIK_SECRET_KEY").
func WithSecretKey(key string) Option {
	return func(s *settings) error {
		const least = 50
		if len(key) < least {
			return fmt.Errorf("the secret key of authentik has %d characters instead of %d or more", len(key), least)
		}
		s.key = key
		return nil
	}
}

// WithBlueprint lets authentik apply a blueprint, as a file of this name under
// /blueprints/custom: "people.yaml".
func WithBlueprint(name string, content []byte) Option {
	return func(s *settings) error {
		if path.Base(name) != name || path.Ext(name) != ".yaml" || strings.HasPrefix(name, ".") {
			return fmt.Errorf("authentik reads no blueprint from a file called %q: it has to be like people.yaml", name)
		}
		s.blueprints = append(s.blueprints, blueprint{"custom/" + name, content})
		return nil
	}
}

// WithClient lets readiness be asked through a client that reaches the public
// URL, such as the gateway's. Without it the published port is asked.
func WithClient(client *http.Client) Option {
	return func(s *settings) error { return s.AskThrough(client) }
}

// WithPartImages replaces the images of the database and the cache.
func WithPartImages(postgres, redis string) Option {
	return func(s *settings) error {
		if postgres == "" || redis == "" {
			return errors.New("authentik needs an image of PostgreSQL and one of Redis")
		}
		s.Postgres, s.Redis = postgres, redis
		return nil
	}
}

// collect sorts the options and refuses what cannot run.
func collect(image string, opts []testcontainers.ContainerCustomizer) (*settings, error) {
	s := &settings{Settings: backed.Settings{
		Server: "authentik", Name: "authentik", Postgres: PostgresImage, Redis: RedisImage, DatabasePassword: rand.Text(),
	}}
	others, err := containers.Gather(s, opts)
	if err != nil {
		return nil, err
	}
	s.Common.Add(others...)
	if err := containers.Missing("running authentik", []containers.Needed{
		{Option: "WithPublicURL", Given: s.host != ""}, {Option: "WithNetwork", Given: s.Network != ""},
		{Option: "WithAdministrator", Given: s.token != ""},
	}); err != nil {
		return nil, err
	}
	if err := s.JoinedOnce("authentik is a group of containers: join its network with the option WithNetwork"); err != nil {
		return nil, err
	}
	s.key = cmp.Or(s.key, rand.Text()+rand.Text())
	cached, err := needsRedis(image)
	if !cached {
		s.Redis = ""
	}
	return s, err
}

// needsRedis reads the release from the tag: 2025.8 is the last series that
// keeps anything in Redis (providers: authentik).
func needsRedis(image string) (bool, error) {
	name, _, _ := strings.Cut(image, "@") // a digest may follow the tag
	if tag := regexp.MustCompile(`:(\d{4}\.\d{1,2})(?:[.-][\w.-]*)?$`).FindStringSubmatch(name); tag != nil {
		if series, err := time.Parse("2006.1", tag[1]); err == nil {
			return series.Before(time.Date(2025, time.September, 1, 0, 0, 0, 0, time.UTC)), nil
		}
	}
	return false, fmt.Errorf("the tag of the image %q does not tell the release of authentik, "+
		"hence not whether it needs Redis: use one like 2026.8.5", image)
}
