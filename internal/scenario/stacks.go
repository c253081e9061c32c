package scenario

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/stack"
)

// stacks opens one stack for each guide and release, configures it as the guide
// says, and shares it among scenarios.
type stacks struct {
	ctx    context.Context
	opener stack.Opener
	mu     sync.Mutex
	shared map[[2]string]*sharedStack

	preparing sync.WaitGroup
}

// startup bounds opening and configuring one stack: containers may have to pull
// their images first, and a real authentik takes ten minutes at worst.
const startup = 20 * time.Minute

// sharedStack is a stack with the locks of its workspace and of its custom OAuth
// service: scenarios that take the guide's settings as they are hold both for
// reading, a scenario that changes one of them holds that one for writing. The
// workspace's comes first.
type sharedStack struct {
	workspace sync.RWMutex // where no other stack shares it: see settings
	service   sync.RWMutex

	once       sync.Once
	stack      stack.Stack
	configured stack.Configured
	err        error
}

func newStacks(ctx context.Context, opener stack.Opener) *stacks {
	return &stacks{ctx: ctx, opener: opener, shared: map[[2]string]*sharedStack{}}
}

// get returns the stack of a guide at a release, opening it the first time. A
// stack that could not be opened is not tried again: every scenario reports it.
func (s *stacks) get(g *guide.Guide, r release.Release) (*sharedStack, error) {
	s.mu.Lock()
	key := [2]string{g.ID, r.Version}
	shared := s.shared[key]
	if shared == nil {
		shared = &sharedStack{}
		s.shared[key] = shared
	}
	s.mu.Unlock()
	shared.once.Do(func() { shared.open(s.ctx, s.opener, g, r) })
	return shared, shared.err
}

func (sh *sharedStack) open(ctx context.Context, opener stack.Opener, g *guide.Guide, r release.Release) {
	ctx, cancel := context.WithTimeout(ctx, startup)
	defer cancel()
	st, err := opener.Open(ctx, g, r)
	if err != nil {
		sh.err = fmt.Errorf("opening the stack of %s at %s: %w", g.ID, r, err)
		return
	}
	sh.stack = st
	if sh.configured, err = stack.Configure(ctx, st); err != nil {
		sh.err = fmt.Errorf("configuring %s at %s as the guide says: %w", g.ID, r, err)
	}
}

// prepare begins to open a stack that will soon be needed.
func (s *stacks) prepare(g *guide.Guide, r release.Release) {
	s.preparing.Go(func() {
		_, _ = s.get(g, r) // whoever needs the stack reports why it is not there
	})
}

// release closes a cell's stack, if it was opened: nobody needs it any more.
func (s *stacks) release(g *guide.Guide, r release.Release) error {
	s.mu.Lock()
	key := [2]string{g.ID, r.Version}
	shared := s.shared[key]
	delete(s.shared, key)
	s.mu.Unlock()
	if shared == nil {
		return nil
	}
	shared.once.Do(func() {}) // it may be opening still, for nothing
	if shared.stack == nil {
		return nil
	}
	return shared.stack.Close(context.WithoutCancel(s.ctx))
}

// invitation tells how to look at the stacks that are kept open.
func (s *stacks) invitation() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	b.WriteString("GONOGO_KEEP: the stacks stay open until Ctrl-C.")
	for key, sh := range s.shared {
		if sh.stack != nil {
			fmt.Fprintf(&b, "\n  %s at %s: %s", key[0], key[1], sh.stack.RocketChatURL())
			if proxy := sh.stack.Proxy(); proxy != "" {
				fmt.Fprintf(&b, " through the proxy %s", proxy)
			}
		}
	}
	return b.String()
}

func (s *stacks) close(ctx context.Context) error {
	s.preparing.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, sh := range s.shared {
		if sh.stack != nil {
			errs = append(errs, sh.stack.Close(ctx))
		}
	}
	return errors.Join(append(errs, s.opener.Close(ctx))...)
}
