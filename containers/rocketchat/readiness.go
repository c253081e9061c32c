package rocketchat

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"

	client "gonogo/internal/rocketchat"
)

const (
	// deadline is how long the start may take: 7.1.0 takes 46 to 80 s until
	// /api/info on an idle machine (§14.1), and stacks start beside each other.
	deadline = 5 * time.Minute
	// patience is how long one question may stay without an answer.
	patience = 10 * time.Second
	interval = 250 * time.Millisecond
)

// readiness waits for the first answer, then for the administrator: the
// accounts of a new workspace are made after it begins to listen.
type readiness struct {
	base     string // without trailing slash; empty until the published port is known
	http     *http.Client
	username string
	password string
	deadline time.Duration

	admin *client.Client // set by WaitUntilReady
}

var (
	_ wait.Strategy = (*readiness)(nil)
	_ fmt.Stringer  = (*readiness)(nil)
)

// String says what is awaited.
func (r *readiness) String() string {
	where := "its published port"
	if r.base != "" {
		where = r.base
	}
	return fmt.Sprintf("Rocket.Chat answers GET /api/info at %s and lets %s log in", where, r.username)
}

// GoString keeps the password out of %#v.
func (r *readiness) GoString() string { return r.String() }

// WaitUntilReady asks until all holds, the container ends, or time is up.
func (r *readiness) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	ctx, cancel := context.WithTimeoutCause(ctx, r.deadline, fmt.Errorf("not within %s", r.deadline))
	defer cancel()
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		missing := r.ask(ctx, target)
		if missing == nil {
			return nil
		}
		if err := r.ended(ctx, target); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w; still missing: %w", r, context.Cause(ctx), missing)
		case <-tick.C:
		}
	}
}

// ask is one try; its error is what is still missing.
func (r *readiness) ask(ctx context.Context, target wait.StrategyTarget) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := r.find(ctx, target); err != nil {
		return err
	}
	if err := r.info(ctx); err != nil {
		return err
	}
	admin, err := client.New(r.base, r.http).Login(ctx, r.username, r.password)
	if err != nil {
		return fmt.Errorf("logging in as the administrator: %w", err)
	}
	r.admin = admin
	return nil
}

// find turns the published port into an address where no gateway was given.
func (r *readiness) find(ctx context.Context, target wait.StrategyTarget) error {
	if r.base != "" {
		return nil
	}
	port, err := target.MappedPort(ctx, Port)
	if err != nil {
		return fmt.Errorf("asking for Rocket.Chat's published port: %w", err)
	}
	host, err := target.Host(ctx)
	if err != nil {
		return fmt.Errorf("asking for Docker's host: %w", err)
	}
	u := url.URL{Scheme: "http", Host: fmt.Sprintf("%s:%d", host, port.Num())}
	r.base = u.String()
	return nil
}

func (r *readiness) info(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+"/api/info", nil)
	if err != nil {
		return err
	}
	res, err := r.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return fmt.Errorf("GET %s/api/info: %w", r.base, err)
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s/api/info answers %d", r.base, res.StatusCode)
	}
	return nil
}

// ended tells a server that has given up, with what it printed last.
func (r *readiness) ended(ctx context.Context, target wait.StrategyTarget) error {
	state, err := target.State(ctx)
	if err != nil || state.Running {
		return nil //nolint:nilerr // Docker may be slow to answer; the deadline holds
	}
	const shown = 20
	lines, err := logOf(ctx, target, r.password)
	if err != nil {
		lines = []string{"(its log cannot be read: " + err.Error() + ")"}
	}
	lines = lines[max(0, len(lines)-shown):]
	return fmt.Errorf("Rocket.Chat ended with status %d before it was ready; it printed last:\n%s",
		state.ExitCode, strings.Join(lines, "\n"))
}
