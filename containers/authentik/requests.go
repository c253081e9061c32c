package authentik

import (
	"maps"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	"gonogo/containers/group"
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

// requests are by the name of the member, as group.Named has it.
func (s *settings) requests(image string) map[string]group.Request {
	all := map[string]group.Request{
		"": group.NewRequest(image, s.server()...), "worker": group.NewRequest(image, s.worker()...), "postgres": group.NewRequest(s.postgres, s.database()...),
	}
	if s.cached {
		all["redis"] = group.NewRequest(s.redis, s.cache()...)
	}
	return all
}

// database is what PostgreSQL is asked for beside its own defaults.
func (s *settings) database() []testcontainers.ContainerCustomizer {
	return s.common.Member("postgres",
		postgres.WithLogin(databaseName, s.secrets.database, databaseName),
		containers.Join(s.network, databaseAlias),
		group.Unpublished())
}

// cache is what Redis is asked for beside its own defaults. It has no password:
// nobody but the group's network reaches it.
func (s *settings) cache() []testcontainers.ContainerCustomizer {
	return s.common.Member("redis", containers.Join(s.network, cacheAlias), group.Unpublished())
}

// server answers people and Rocket.Chat.
func (s *settings) server() []testcontainers.ContainerCustomizer {
	ports := group.Unpublished()
	if s.client == nil {
		ports = containers.Publish(Port)
	}
	return s.part("", "server", s.environment(), ports,
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
	own := []testcontainers.ContainerCustomizer{
		containers.Join(s.network),
		group.Unpublished(),
		testcontainers.WithWaitStrategyAndDeadline(startTime, working()),
	}
	for _, b := range s.blueprints {
		own = append(own, containers.File("/blueprints/"+b.path, b.content))
	}
	return s.part("worker", "worker", env, own...)
}

// part is what both have in common: the image decides by the command which of
// them it is.
func (s *settings) part(member, command string, env map[string]string, more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	return s.common.Member(member, append([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		testcontainers.WithHostConfigModifier(func(host *container.HostConfig) { host.ShmSize = 512 << 20 }), // compose.yml of 2026.2
		testcontainers.WithCmd(command),
		testcontainers.WithEnv(env),
	}, more...)...)
}
