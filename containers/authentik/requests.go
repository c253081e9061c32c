package authentik

import (
	"maps"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"

	"gonogo/containers"
	"gonogo/containers/group"
)

// startTime is what server and worker may take from their start, migrations and
// blueprints included. Assumption: the publisher names no time; a few minutes
// are reported for slow machines.
const startTime = 10 * time.Minute

// environment is what server and worker read. The double underscores part the
// levels of the configuration.
func (s *settings) environment() map[string]string {
	env := map[string]string{
		"AUTHENTIK_SECRET_KEY":           s.key,
		"AUTHENTIK_POSTGRESQL__HOST":     s.DatabaseHost(),
		"AUTHENTIK_POSTGRESQL__NAME":     s.Name,
		"AUTHENTIK_POSTGRESQL__USER":     s.Name,
		"AUTHENTIK_POSTGRESQL__PASSWORD": s.DatabasePassword,
		// "Air-gapped environments": all that would call home.
		"AUTHENTIK_ERROR_REPORTING__ENABLED":  "false",
		"AUTHENTIK_DISABLE_UPDATE_CHECK":      "true",
		"AUTHENTIK_DISABLE_STARTUP_ANALYTICS": "true",
	}
	if s.Redis != "" {
		env["AUTHENTIK_REDIS__HOST"] = s.CacheHost()
	}
	return env
}

// requests are by the name of the member, as group.Named has it.
func (s *settings) requests(image string) map[string]group.Request {
	return s.With(map[string]group.Request{
		"": group.NewRequest(image, s.server()...), "worker": group.NewRequest(image, s.worker()...),
	})
}

// server answers people and Rocket.Chat.
func (s *settings) server() []testcontainers.ContainerCustomizer {
	ports := group.Unpublished()
	if s.Client == nil {
		ports = containers.Publish(Port)
	}
	return s.part("", "server", s.environment(), ports,
		containers.Join(s.Network, s.Aliases...),
		testcontainers.WithWaitStrategyAndDeadline(startTime, s.api().healthy(), &furnished{s.api(), s.blueprints}))
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
		containers.Join(s.Network),
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
	return s.Common.Member(member, append([]testcontainers.ContainerCustomizer{
		// The library prints a container's whole log when it does not start.
		testcontainers.WithLogger(log.NewNoopLogger()),
		testcontainers.WithHostConfigModifier(func(host *container.HostConfig) { host.ShmSize = 512 << 20 }), // compose.yml of 2026.2
		testcontainers.WithCmd(command),
		testcontainers.WithEnv(env),
	}, more...)...)
}
