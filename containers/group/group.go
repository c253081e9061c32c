// Package group keeps the containers of a server that needs several: they start
// side by side, end together, and a start that fails leaves none behind.
package group

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"golang.org/x/sync/errgroup"
)

// Group is a set of containers that end together. The zero value is empty and
// ready for use. It is safe for concurrent use.
type Group struct {
	mu      sync.Mutex
	members []testcontainers.Container
}

// Start makes one container. With an error the container may exist all the
// same; it is not nil then.
type Start func(ctx context.Context) (testcontainers.Container, error)

// endTime bounds what a failed start may take to clean up.
const endTime = time.Minute

// Start makes containers side by side and keeps them. As soon as one fails, the
// others are called off, and all that the group holds are ended.
func (g *Group) Start(ctx context.Context, starts ...Start) error {
	together, inside := errgroup.WithContext(ctx)
	for _, start := range starts {
		together.Go(func() error {
			c, err := start(inside)
			if c != nil {
				g.keep(c)
			}
			return err
		})
	}
	err := together.Wait()
	if err == nil {
		return nil
	}
	// The caller may have given up already; what exists has to go all the same.
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	return errors.Join(err, g.Terminate(ending))
}

func (g *Group) keep(c testcontainers.Container) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.members = append(g.members, c)
}

// Terminate ends all containers side by side. Those that cannot be ended are
// kept, so that it may be called again; an empty group is no error.
func (g *Group) Terminate(ctx context.Context, opts ...testcontainers.TerminateOption) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	failed := make([]error, len(g.members))
	var ending sync.WaitGroup
	for i, c := range g.members {
		ending.Go(func() { failed[i] = c.Terminate(ctx, opts...) })
	}
	ending.Wait()
	var left []testcontainers.Container
	for i, c := range g.members {
		if failed[i] != nil {
			left = append(left, c)
		}
	}
	g.members = left
	return errors.Join(failed...)
}
