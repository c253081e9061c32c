package contained

import (
	"context"
	"sync"

	"github.com/testcontainers/testcontainers-go"
)

// creation is what Docker is asked for on behalf of one start. Docker goes on
// making what nobody waits for any more; a start that was cut off there would
// leave a container that appears after everything has been removed. So a start
// ends before the next request or after the answer.
type creation struct {
	end func() // ends the start

	mu      sync.Mutex
	pending int  // requests that Docker has not answered yet
	over    bool // no more requests
}

// creationKey is where a context carries the creation that it belongs to.
type creationKey struct{}

// uncut calls start with a context that ends with ctx, but not while Docker
// makes a container or network of it. The containers have the option whole.
func uncut(ctx context.Context, start func(context.Context) error) error {
	held, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	c := &creation{end: func() { cancel(context.Cause(ctx)) }}
	stop := context.AfterFunc(ctx, c.stop)
	defer stop()
	return start(context.WithValue(held, creationKey{}, c))
}

// whole keeps uncut's start from being cut off while the container is made.
func whole() testcontainers.CustomizeRequestOption {
	return testcontainers.WithAdditionalLifecycleHooks(testcontainers.ContainerLifecycleHooks{
		PreCreates: []testcontainers.ContainerRequestHook{func(ctx context.Context, _ testcontainers.ContainerRequest) error {
			return creationOf(ctx).begin()
		}},
		PostCreates: []testcontainers.ContainerHook{func(ctx context.Context, _ testcontainers.Container) error {
			creationOf(ctx).done()
			return nil
		}},
	})
}

// creationOf is the creation of a context; outside of uncut it is of no effect.
func creationOf(ctx context.Context) *creation {
	if c, ok := ctx.Value(creationKey{}).(*creation); ok {
		return c
	}
	return &creation{end: func() {}}
}

// begin notes a request; an error says that none may be made any more.
func (c *creation) begin() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return context.Canceled
	}
	c.pending++
	return nil
}

// done notes the answer.
func (c *creation) done() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending--
	if c.over && c.pending == 0 {
		c.end()
	}
}

// stop ends the start, as soon as Docker has answered.
func (c *creation) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	if c.pending == 0 {
		c.end()
	}
}
