package contained

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"
)

// engine is Docker as far as gonogo asks it by itself; containers are run
// through testcontainers-go.
type engine struct{ *client.Client }

// noDocker is what people without Docker are told to do.
const noDocker = "start Docker (DOCKER_HOST says where it is), or run the same suites without it: " +
	"GONOGO_STACK=embedded on the simulator, GONOGO_STACK=attached on a Rocket.Chat that already runs"

// connect asks Docker whether it is there.
func connect(ctx context.Context) (engine, error) {
	c, err := client.New(client.FromEnv)
	if err != nil {
		return engine{}, fmt.Errorf("the containers stack needs Docker, and DOCKER_HOST cannot be used: %w; %s", err, noDocker)
	}
	if _, err := c.Ping(ctx, client.PingOptions{}); err != nil {
		return engine{}, errors.Join(fmt.Errorf("the containers stack needs Docker, which does not answer at %s; %s", c.DaemonHost(), noDocker), c.Close())
	}
	return engine{c}, settle(c.DaemonHost())
}

// settle silences testcontainers-go, which would print the whole log of a
// container that does not start, and decides what a person has left open: it
// reads its configuration once, from the environment. Its reaper would remove
// stacks that are to be kept, and is one more image to pull: gonogo sweeps by
// its own labels. Ports are published on this machine's loopback, which is not
// where testcontainers-go looks when it runs in a container itself.
func settle(daemon string) error {
	log.SetDefault(discard{})
	defaults := map[string]string{"TESTCONTAINERS_RYUK_DISABLED": "true"}
	if u, err := client.ParseHostURL(daemon); err == nil && u.Scheme == "unix" {
		defaults["TESTCONTAINERS_HOST_OVERRIDE"] = "127.0.0.1"
	}
	for name, value := range defaults {
		if _, set := os.LookupEnv(name); set {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("setting %s: %w", name, err)
		}
	}
	return nil
}

// discard is a logger for testcontainers-go: what is awaited is told by us.
type discard struct{}

// Printf implements log.Logger.
func (discard) Printf(string, ...any) {}

// quiet keeps testcontainers-go from narrating.
func quiet() testcontainers.ContainerCustomizer { return testcontainers.WithLogger(discard{}) }
