package authentik

import (
	"maps"
	"slices"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	"gonogo/containers/postgres"
)

// Names of the group's containers on its network.
const (
	serverAlias   = "authentik"
	databaseAlias = "authentik-postgres"
	cacheAlias    = "authentik-redis"
)

// databaseName is both the name of the database and that of its user
// (compose.yml).
const databaseName = "authentik"

// startTime is what server and worker may take from their start, migrations and
// blueprints included. Assumption: the publisher names no time; a few minutes
// are reported for slow machines.
const startTime = 10 * time.Minute

// environment is what server and worker read. The double underscores part the
// levels of the configuration.
func (s *settings) environment() map[string]string {
	env := map[string]string{
		"AUTHENTIK_SECRET_KEY":           s.secrets.key,
		"AUTHENTIK_POSTGRESQL__HOST":     databaseAlias,
		"AUTHENTIK_POSTGRESQL__NAME":     databaseName,
		"AUTHENTIK_POSTGRESQL__USER":     databaseName,
		"AUTHENTIK_POSTGRESQL__PASSWORD": s.secrets.database,
		// "Air-gapped environments": all that would call home.
		"AUTHENTIK_ERROR_REPORTING__ENABLED":  "false",
		"AUTHENTIK_DISABLE_UPDATE_CHECK":      "true",
		"AUTHENTIK_DISABLE_STARTUP_ANALYTICS": "true",
	}
	if s.cached {
		env["AUTHENTIK_REDIS__HOST"] = cacheAlias
	}
	return env
}

// database is what PostgreSQL is asked for beside its own defaults.
func (s *settings) database() []testcontainers.ContainerCustomizer {
	return slices.Concat(s.common, []testcontainers.ContainerCustomizer{
		postgres.WithLogin(databaseName, s.secrets.database, databaseName),
		containers.Join(s.network, databaseAlias),
	})
}

// cache is what Redis is asked for beside its own defaults. It has no password:
// nobody but the group's network reaches it.
func (s *settings) cache() []testcontainers.ContainerCustomizer {
	return slices.Concat(s.common, []testcontainers.ContainerCustomizer{containers.Join(s.network, cacheAlias)})
}

// server answers people and Rocket.Chat.
func (s *settings) server() []testcontainers.ContainerCustomizer {
	return s.part("server", s.environment(),
		containers.Join(s.network, s.aliases...),
		testcontainers.WithWaitStrategyAndDeadline(startTime, &healthy{s.api()}, &furnished{s.api(), s.blueprints}))
}

// worker applies the blueprints, and the bootstrap among them ("Automated
// install": the variables belong on the worker).
func (s *settings) worker() []testcontainers.ContainerCustomizer {
	env := s.environment()
	maps.Copy(env, map[string]string{
		"AUTHENTIK_BOOTSTRAP_EMAIL":    s.email,
		"AUTHENTIK_BOOTSTRAP_PASSWORD": s.password,
		"AUTHENTIK_BOOTSTRAP_TOKEN":    s.token,
	})
	opts := s.part("worker", env,
		containers.Join(s.network),
		testcontainers.WithWaitStrategyAndDeadline(startTime, working()))
	for _, b := range s.blueprints {
		opts = append(opts, containers.File("/blueprints/"+b.path, b.content))
	}
	return opts
}

// part is what both have in common: the image decides by the command which of
// them it is.
func (s *settings) part(command string, env map[string]string, more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return slices.Concat(s.common, []testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		// For the worker too: a request without ports would get those of the image
		// on all interfaces.
		containers.Publish(Port),
		testcontainers.WithHostConfigModifier(func(host *container.HostConfig) { host.ShmSize = 512 << 20 }), // compose.yml of 2026.2
		testcontainers.WithCmd(command),
		testcontainers.WithEnv(env),
	}, more)
}
