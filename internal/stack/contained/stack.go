package contained

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/containers/gateway"
	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	client "gonogo/internal/rocketchat"
	"gonogo/internal/simulator/front"
	"gonogo/internal/stack/pace"
)

// Stack is a set of containers that runs. It is a stack.Stack.
type Stack struct {
	cell    cell
	id      string
	engine  engine
	claim   *claim
	network *front.Network

	provider provider.Provider
	mongo    *mongo.Client // nil where the database cannot be read
	unread   error         // why
	pace     *pace.Pace

	mu      sync.RWMutex // SetRootURL replaces what follows
	chat    part
	admin   *client.Client
	earlier []string // log lines of the containers that were replaced

	close func(ctx context.Context, s *Stack) error
}

// open builds a Stack from what Docker has, whoever has started it. An error
// says what does not answer.
func open(ctx context.Context, e engine, c cell, id string, labels map[string]string) (*Stack, error) {
	s := &Stack{cell: c, id: id, engine: e, pace: pace.New()}
	if err := s.open(ctx, labels); err != nil {
		return nil, errors.Join(err, s.disconnect(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (s *Stack) open(ctx context.Context, labels map[string]string) error {
	authority, err := front.KnownAuthority([]byte(labels[labelAuthority]))
	if err != nil {
		return err
	}
	if s.network, err = reach(ctx, s.engine, s.id, authority, s.cell.hosts()); err != nil {
		return err
	}
	for _, name := range s.cell.identity.outside() {
		s.network.Carry(name, name+":443")
	}
	s.mongo, s.unread, err = s.engine.database(ctx, s.id)
	if err != nil {
		return err
	}
	if s.provider, err = s.cell.identity.open(ctx, s.engine, s.id, s.network.Client()); err != nil {
		return err
	}
	if s.chat, err = s.engine.part(ctx, s.id, partRocketChat); err != nil {
		return err
	}
	if url := s.chat.env["ROOT_URL"]; url != s.RocketChatURL() {
		return fmt.Errorf("Rocket.Chat runs with the ROOT_URL %s instead of %s", url, s.RocketChatURL())
	}
	s.admin, err = client.New(s.RocketChatURL(), s.network.Client()).
		Login(ctx, s.chat.env["ADMIN_USERNAME"], s.chat.env["ADMIN_PASS"])
	if err != nil {
		return fmt.Errorf("logging in as the administrator: %w", err)
	}
	return nil
}

// reach makes the stack's names reachable through its gateway.
func reach(ctx context.Context, e engine, stack string, a *front.Authority, hosts []string) (*front.Network, error) {
	p, err := e.part(ctx, stack, partGateway)
	if err != nil {
		return nil, err
	}
	address, err := p.address(gateway.Port)
	if err != nil {
		return nil, err
	}
	n := front.NewNetwork(a)
	for _, host := range hosts {
		n.Carry(host, address)
	}
	if err := n.Start(ctx); err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// String names the stack. It is all that is ever printed of it: the environment
// of its containers holds passwords.
func (s *Stack) String() string { return "the containers of " + s.cell.title() }

// GoString withholds the rest from %#v too.
func (s *Stack) GoString() string { return s.String() }

// Kind is "containers".
func (s *Stack) Kind() string { return "containers" }

// Guide is the guide as printed: its names lead to the stack.
func (s *Stack) Guide() *guide.Guide { return s.cell.guide }

// Release is the release that runs.
func (s *Stack) Release() release.Release { return s.cell.release }

// RocketChatURL is the address as a person types it, without trailing slash.
func (s *Stack) RocketChatURL() string { return s.cell.guide.RocketChatURL }

// Admin is a client that is logged in as the administrator.
func (s *Stack) Admin() *client.Client {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.admin
}

// Provider administers the provider.
func (s *Stack) Provider() provider.Provider { return s.provider }

// Database is Rocket.Chat's database; nil where it is too old to be read.
func (s *Stack) Database() *mongo.Database {
	if s.mongo == nil {
		return nil
	}
	return s.mongo.Database(database)
}

// Proxy is the address through which a browser reaches the stack's names.
func (s *Stack) Proxy() string { return s.network.Proxy() }

// HTTP reaches the stack's names; it follows no redirects and keeps no cookies.
func (s *Stack) HTTP() *http.Client { return s.network.Client() }

// ServerLog is what Rocket.Chat has printed so far, also before SetRootURL; a log
// that cannot be read is told in its place.
func (s *Stack) ServerLog() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.log()
}

func (s *Stack) log() []string {
	ctx, cancel := context.WithTimeout(context.Background(), logTimeout)
	defer cancel()
	lines, err := s.engine.log(ctx, s.chat)
	if err != nil {
		lines = []string{err.Error()}
	}
	clean := evidence.NewRedactor(s.chat.env["ADMIN_PASS"])
	for i, line := range lines {
		lines[i] = clean.String(line)
	}
	return append(slices.Clone(s.earlier), lines...)
}

// Pace waits until one more login keeps within what Rocket.Chat grants an address.
func (s *Stack) Pace(ctx context.Context) (done func(), err error) { return s.pace.Take(ctx) }

// Close lets the containers go: they are removed, or left to whoever comes next.
func (s *Stack) Close(ctx context.Context) error {
	err := s.disconnect(ctx)
	return errors.Join(err, s.close(ctx, s))
}

// disconnect ends what this process has open.
func (s *Stack) disconnect(ctx context.Context) error {
	var errs []error
	if g, ok := s.provider.(*guest); ok {
		errs = append(errs, g.leave(ctx))
	}
	if s.mongo != nil {
		errs = append(errs, s.mongo.Disconnect(ctx))
	}
	if s.network != nil {
		errs = append(errs, s.network.Close())
	}
	return errors.Join(errs...)
}
