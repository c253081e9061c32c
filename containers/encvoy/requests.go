package encvoy

import (
	_ "embed" // the proxy's routes
	"net/url"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/ready"
)

// Names of the parts on their network, which the proxy knows.
const (
	backAlias  = "encvoy-back"
	oidcAlias  = "encvoy-oidc"
	authAlias  = "encvoy-auth"
	frontAlias = "encvoy-front"
)

const authorityPath = "/etc/gonogo/authority.pem"

// How long the parts may take from their start. Assumption: nobody has measured
// it; four Node.js servers take tens of seconds on a busy machine.
const (
	migrationTime = 3 * time.Minute
	startTime     = 4 * time.Minute
)

// routes is the proxy's configuration.
//
//go:embed proxy.conf
var routes []byte

// environment is what the parts read. Sources: the publisher's .example.env and
// docs/en/docs-03-box-system-configuration.md at commit 082915b.
func (s *settings) environment() map[string]string {
	database := url.URL{
		Scheme: "postgresql", User: url.UserPassword(s.Name, s.DatabasePassword),
		Host: s.DatabaseHost() + ":5432", Path: "/" + s.Name,
	}
	return map[string]string{
		// In production the interface takes no password of an administrator
		// (packages/backend/src/middlewares/guards/access.token.guard.ts); nothing
		// else depends on it, as far as the source shows.
		"NODE_ENV":            "development",
		"NODE_EXTRA_CA_CERTS": authorityPath, // the parts call each other at the public URL
		"DOMAIN":              s.domain,
		"ADMIN_LOGIN":         s.login,
		"ADMIN_PASSWORD":      s.password,
		"CLIENT_ID":           s.secrets.clientID,
		"CLIENT_SECRET":       s.secrets.clientSecret,
		"POSTGRES_USER":       s.Name,
		"POSTGRES_PASSWORD":   s.DatabasePassword,
		"POSTGRES_DB":         s.Name,
		"POSTGRES_HOST":       s.DatabaseHost(),
		"POSTGRES_PORT":       "5432",
		"DATABASE_URL":        database.String(),
		"REDIS_HOST":          s.CacheHost(),
		"REDIS_PORT":          "6379",
		"OIDC_COOKIE_SECRET":  s.secrets.cookies,
		// 15 in 900 s by default: too few for the passwords of a run's people.
		"RATE_LIMIT": "100000",
	}
}

// requests are by the name of the member, as group.Named has it.
func (s *settings) requests() map[string]group.Request {
	return s.With(map[string]group.Request{
		"": group.NewRequest(s.proxied, s.proxy()...), "migration": group.NewRequest(s.images.Back, s.migration()...),
		"back": group.NewRequest(s.images.Back, s.back()...), "oidc": group.NewRequest(s.images.OIDC, s.oidc()...),
		"auth": group.NewRequest(s.images.Auth, s.auth()...), "front": group.NewRequest(s.images.Front, s.front()...),
	})
}

// node is one of the Node.js parts.
func (s *settings) node(name, alias string, more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return s.Common.Member(name, append(more,
		testcontainers.WithEnv(s.environment()),
		containers.Join(s.Network, alias),
		containers.File(authorityPath, s.trusted),
		group.Unpublished())...)
}

// migration brings the schema up to date (package.json, "prisma:deploy").
// Assumption: the image of the backend holds the tool, which its Dockerfile
// installs with all other modules, and needs no download for it.
func (s *settings) migration() []testcontainers.ContainerCustomizer {
	return s.node("migration", backAlias+"-migration",
		testcontainers.WithCmd("npx", "prisma", "migrate", "deploy"),
		testcontainers.WithWaitStrategyAndDeadline(migrationTime, &migrated{}))
}

// back answers a list that needs no login (clients.controller.ts).
func (s *settings) back() []testcontainers.ContainerCustomizer {
	return s.node("back", backAlias, testcontainers.WithWaitStrategyAndDeadline(startTime,
		&answers{part: "the backend", address: s.domain + "/api/v1/clients/white-list", client: s.Client}))
}

// oidc names the public URL as its issuer (packages/oidc/src/main.ts).
func (s *settings) oidc() []testcontainers.ContainerCustomizer {
	return s.node("oidc", oidcAlias, testcontainers.WithWaitStrategyAndDeadline(startTime,
		&ready.Discovery{Provider: "Encvoy ID", Issuer: s.domain, Client: s.Client, Within: startTime}))
}

// auth has nothing to ask without a login. It listens on 3007, whatever its
// Dockerfile exposes (packages/auth/src/main.ts).
func (s *settings) auth() []testcontainers.ContainerCustomizer { return s.node("auth", authAlias) }

// front reads its environment when it starts (frontend-entrypoint.sh).
// Assumption: BACKEND_URL is the public URL; no document says what it is.
func (s *settings) front() []testcontainers.ContainerCustomizer {
	return s.Common.Member("front",
		testcontainers.WithEnv(map[string]string{
			"CLIENT_ID": s.secrets.clientID, "DOMAIN": s.domain, "BACKEND_URL": s.domain,
		}),
		containers.Join(s.Network, frontAlias),
		group.Unpublished(),
		testcontainers.WithWaitStrategyAndDeadline(startTime, &answers{part: "the dashboard", address: s.domain + "/", client: s.Client}))
}

// proxy stands for the publisher's reverse proxy.
func (s *settings) proxy() []testcontainers.ContainerCustomizer {
	return s.Common.Member("",
		containers.Join(s.Network, s.Aliases...),
		containers.File("/etc/nginx/conf.d/default.conf", routes),
		group.Unpublished())
}
