package clavex

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

var _ wait.Strategy = (*seeded)(nil)

// seeded awaits that the seed has ended well.
type seeded struct {
	organization string
	secrets      []string // never to be printed
}

// String says what is awaited.
func (s *seeded) String() string {
	return "the seed of Clavex has made the organization " + s.organization + " and ended with status 0"
}

// WaitUntilReady implements wait.Strategy.
func (s *seeded) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Ended(ctx, target, "the seed of Clavex", s, func(status int) error {
		return fmt.Errorf("the seed of Clavex ended with status %d: %s", status, s.lastLine(ctx, target))
	})
}

// lastLine is what the seed said when it gave up.
func (s *seeded) lastLine(ctx context.Context, target wait.StrategyTarget) string {
	log, err := target.Logs(ctx)
	if err != nil {
		return "its log cannot be read: " + err.Error()
	}
	defer func() { _ = log.Close() }()
	last := "it left no log"
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			last = line
		}
	}
	for _, secret := range s.secrets {
		last = strings.ReplaceAll(last, secret, "(withheld)")
	}
	return last
}
