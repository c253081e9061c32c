package group

import (
	"context"
	"fmt"

	"github.com/testcontainers/testcontainers-go"
)

// Runner makes a container of an image, as the Run of testcontainers-go does.
type Runner func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error)

// By makes a runner of a package's Run. A container that was not made is nil
// then: a nil pointer in an interface is not.
func By[C any, P interface {
	*C
	testcontainers.Container
}](run func(context.Context, string, ...testcontainers.ContainerCustomizer) (P, error)) Runner {
	return func(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
		c, err := run(ctx, image, opts...)
		if c == nil {
			return nil, err
		}
		return c, err
	}
}

// Start runs what is asked for.
func (run Runner) Start(r Request) Start {
	return func(ctx context.Context) (testcontainers.Container, error) { return run(ctx, r.Image, r.Options...) }
}

// Lead is the container of a group that stands for all of it: they end together.
type Lead struct {
	testcontainers.Container
	Group  Group
	Server string // its name, for people: "Clavex"
}

var _ testcontainers.Container = (*Lead)(nil)

// Led makes the container that stands for the group.
func (l *Lead) Led(start Start) Start {
	return func(ctx context.Context) (c testcontainers.Container, err error) {
		l.Container, err = start(ctx)
		return l.Container, err
	}
}

// Terminate implements testcontainers.Container for the whole group.
func (l *Lead) Terminate(ctx context.Context, opts ...testcontainers.TerminateOption) error {
	if err := l.Group.Terminate(ctx, opts...); err != nil {
		return fmt.Errorf("ending %s: %w", l.Server, err)
	}
	return nil
}
