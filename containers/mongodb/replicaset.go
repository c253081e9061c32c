package mongodb

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/exec"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
)

// replicaSetFlag is the server's own.
const replicaSetFlag = "--replSet"

// WithReplicaSet makes the server the only member of a replica set, which
// Rocket.Chat demands (§10.2). It comes after the networks are joined: the first
// alias of the first network is the member's name, under which Rocket.Chat has
// to reach it.
//
// The module's own way does not fit: it names the member by the container's
// address, which is empty when the container is on two networks, and its check
// passes before there is a primary. The image's shell is used because the Go
// driver of this project does not talk to servers before 4.4.
func WithReplicaSet(name string) testcontainers.CustomizeRequestOption {
	return func(req *testcontainers.GenericContainerRequest) error {
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(name) {
			return fmt.Errorf("%q is no name for a replica set: letters, digits, - and _ are", name)
		}
		member, err := firstAlias(req)
		if err != nil {
			return err
		}
		for _, option := range []testcontainers.ContainerCustomizer{
			testcontainers.WithCmdArgs(replicaSetFlag, name),
			containers.File("/etc/mongosh.conf", []byte("mongosh:\n  enableTelemetry: false\n")),
			testcontainers.WithAdditionalWaitStrategyAndDeadline(deadline, &primary{set: name, member: member}),
		} {
			if err := option.Customize(req); err != nil {
				return err
			}
		}
		return nil
	}
}

func firstAlias(req *testcontainers.GenericContainerRequest) (string, error) {
	for _, network := range req.Networks {
		for _, alias := range req.NetworkAliases[network] {
			return alias, nil
		}
	}
	return "", fmt.Errorf("a replica set needs a name that Rocket.Chat reaches it by: join a network with an alias first")
}

// replicaSetOf finds the name in a server's command line; empty without one.
func replicaSetOf(command []string) string {
	i := slices.Index(command, replicaSetFlag)
	if i < 0 || i+1 == len(command) {
		return ""
	}
	return command[i+1]
}

// primary makes the server a replica set, then waits until it is its primary.
type primary struct {
	set, member string
}

var (
	_ wait.Strategy = (*primary)(nil)
	_ fmt.Stringer  = (*primary)(nil)
)

// String says what is awaited.
func (p *primary) String() string {
	return fmt.Sprintf("MongoDB is the primary of the replica set %s as %s:27017", p.set, p.member)
}

// WaitUntilReady initiates the set once and asks until the election is over.
func (p *primary) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	if status, printed, err := evaluate(ctx, target, p.initiation()); err != nil || status != 0 {
		return fmt.Errorf("initiating the replica set %s: %w", p.set, failure(status, printed, err))
	}
	// isMaster is what every server from 4.0 to 8.0 answers; hello is newer.
	const elected = `quit(db.adminCommand({isMaster: 1}).ismaster ? 0 : 1)`
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		status, printed, err := evaluate(ctx, target, elected)
		if err == nil && status == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: not so far: %w", p, failure(status, printed, err))
		case <-tick.C:
		}
	}
}

// initiation is a script for both shells: the old one returns a refusal, the
// new one throws it, which ends it with a status of its own.
func (p *primary) initiation() string {
	return fmt.Sprintf(`const r = db.adminCommand({replSetInitiate: {_id: "%s", members: [{_id: 0, host: "%s:27017"}]}}); `+
		`if (r.ok !== 1) { print(r.errmsg); quit(1) }`, p.set, p.member)
}

// evaluate runs a script in the image's shell: mongosh, up to 5.0 also mongo.
func evaluate(ctx context.Context, target wait.StrategyTarget, script string) (status int, printed string, err error) {
	const shell = `exec "$(command -v mongosh || command -v mongo)" --quiet --norc --eval "$0"`
	status, output, err := target.Exec(ctx, []string{"sh", "-c", shell, script}, exec.Multiplexed())
	if err != nil {
		return status, "", err
	}
	text, err := io.ReadAll(output)
	return status, strings.TrimSpace(string(text)), err
}

// failure is why a script did not do what it should.
func failure(status int, printed string, err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("the shell ended with status %d: %s", status, printed)
}
