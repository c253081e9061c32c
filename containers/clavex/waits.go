package clavex

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

// health awaits that Clavex answers at all (providers: Clavex, "ready at
// /healthz").
type health struct {
	host   string // "https://id.acme.eu"
	client *http.Client
}

// String says what is awaited.
func (h *health) String() string {
	if h.client == nil {
		return "Clavex answers GET /healthz at port " + Port
	}
	return "Clavex answers GET /healthz at " + h.host
}

// WaitUntilReady implements wait.Strategy.
func (h *health) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return ready.Poll(ctx, target, startTime, h, func(ctx context.Context) error { return h.ask(ctx, target) })
}

func (h *health) ask(ctx context.Context, target wait.StrategyTarget) error {
	client, base := h.client, h.host
	if client == nil {
		var err error
		if base, err = ready.Published(ctx, target, Port, h.host); err != nil {
			return err
		}
		// Its own: no proxy of the environment, and nothing left open.
		client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/healthz", nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s answers %s", request.URL, response.Status)
	}
	return nil
}

// seeded awaits that the seed has ended well.
type seeded struct {
	organization string
	secrets      []string // never to be printed
}

// String says what is awaited.
func (s *seeded) String() string {
	return "the seed of Clavex has made the organization " + s.organization + " and ended with status 0"
}

// interval is the time between two looks at the seed.
const interval = 100 * time.Millisecond

// WaitUntilReady implements wait.Strategy.
func (s *seeded) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		state, err := target.State(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("looking at the seed of Clavex: %w", err)
		case state.Running || state.Status == "created":
		case state.ExitCode != 0:
			return fmt.Errorf("the seed of Clavex ended with status %d: %s", state.ExitCode, s.lastLine(ctx, target))
		default:
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w", s, ctx.Err())
		case <-tick.C:
		}
	}
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
