package clavex

import (
	"net/url"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/ready"
)

const signingKeyPath = "/keys/signing.pem"

// How long the parts may take from their start. A first start takes 1.2 s
// (providers: Clavex); the rest is for a machine that starts a whole stack.
const (
	seedTime  = 2 * time.Minute
	startTime = 2 * time.Minute
)

// environment is what Clavex and its tools read. Sources: the publisher's
// docker-compose.minimal.yml and internal/config/config.go at commit 044ce5c.
func (s *settings) environment() map[string]string {
	dsn := url.URL{
		Scheme: "postgres", User: url.UserPassword(s.Name, s.DatabasePassword),
		Host: s.DatabaseHost() + ":5432", Path: "/" + s.Name, RawQuery: "sslmode=disable",
	}
	return map[string]string{
		"CLAVEX_DEV":                   "false",
		"CLAVEX_HTTP_ADDR":             ":8080",
		"CLAVEX_HTTP_BASE_DOMAIN":      s.domain,
		"CLAVEX_AUTH_ISSUER_BASE":      s.host,
		"CLAVEX_DATABASE_MODE":         "external",
		"CLAVEX_DATABASE_DSN":          dsn.String(),
		"CLAVEX_REDIS_ADDR":            s.CacheHost() + ":6379",
		"CLAVEX_AUTH_ADMIN_SECRET":     s.secrets.admin,
		"CLAVEX_AUTH_SIGNING_KEY_FILE": signingKeyPath,
		// Limits count by address: without it every browser would be the
		// gateway (internal/server/server.go, "Trusted-proxy IP extraction").
		"CLAVEX_HTTP_TRUSTED_PROXIES": "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16",
		// On by default: a report to telemetry.clavex.eu every 24 h
		// (config.example.yaml, "Anonymous usage telemetry").
		"CLAVEX_USAGE_REPORTING_ENABLED": "false",
	}
}

// requests are by the name of the member, as group.Named has it.
func (s *settings) requests(image string) map[string]group.Request {
	return s.With(map[string]group.Request{
		"": group.NewRequest(image, s.server()...), "seed": group.NewRequest(image, s.seed()...),
	})
}

// server is the request for Clavex itself. The seed has migrated the schema
// (cmd/server/main.go, CLAVEX_RUN_MIGRATIONS).
func (s *settings) server() []testcontainers.ContainerCustomizer {
	env := s.environment()
	env["CLAVEX_RUN_MIGRATIONS"] = "false"
	own := []testcontainers.ContainerCustomizer{
		testcontainers.WithEnv(env),
		containers.Join(s.Network, s.Aliases...),
		containers.File(signingKeyPath, s.secrets.signingKey),
		testcontainers.WithWaitStrategyAndDeadline(startTime,
			// providers: Clavex, "ready at /healthz".
			&ready.Answer{Server: "Clavex", Way: ready.Way{Base: s.host, Client: s.Client, Port: Port}, Path: "/healthz", Within: startTime},
			&ready.Discovery{Provider: "Clavex", Issuer: s.issuer, Client: s.Client, Port: Port, Within: startTime}),
	}
	if s.Client == nil {
		own = append(own, containers.Publish(Port))
	} else {
		own = append(own, group.Unpublished())
	}
	return s.Common.Member("", own...)
}

// seed is the request for the tool that migrates the schema and makes the
// organization and its administrator, here a super administrator: no other may
// look organizations up (cmd/seed/main.go). The password goes by environment.
//
// Its log must not be kept: it ends with the password.
func (s *settings) seed() []testcontainers.ContainerCustomizer {
	env := s.environment()
	env["CLAVEX_SEED_PASSWORD"] = s.password
	return s.Common.Member("seed",
		testcontainers.WithEnv(env),
		containers.Join(s.Network),
		group.Unpublished(),
		testcontainers.WithEntrypoint("/seed"),
		testcontainers.WithCmd("-org", s.organization, "-email", s.email, "-superadmin"),
		testcontainers.WithLogConsumerConfig(nil),
		testcontainers.WithWaitStrategyAndDeadline(seedTime, &seeded{organization: s.organization, secrets: []string{
			s.password, s.DatabasePassword, s.secrets.admin,
		}}))
}
