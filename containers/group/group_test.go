package group_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/group"
)

// member is a container that can only be ended.
type member struct {
	testcontainers.Container
	ended atomic.Int32
	fail  error
}

func (m *member) Terminate(ctx context.Context, _ ...testcontainers.TerminateOption) error {
	m.ended.Add(1)
	return errors.Join(ctx.Err(), m.fail)
}

func started(m *member) group.Start {
	return func(context.Context) (testcontainers.Container, error) { return m, nil }
}

func TestContainersStartSideBySideAndEndTogether(t *testing.T) {
	t.Parallel()
	var g group.Group
	met := make(chan struct{})
	first, second := &member{}, &member{}
	require.NoError(t, g.Start(t.Context(),
		func(context.Context) (testcontainers.Container, error) { met <- struct{}{}; return first, nil },
		func(context.Context) (testcontainers.Container, error) { <-met; return second, nil }))
	require.NoError(t, g.Terminate(t.Context()))
	require.NoError(t, g.Terminate(t.Context()), "nothing is left to end")
	assert.EqualValues(t, 1, first.ended.Load())
	assert.EqualValues(t, 1, second.ended.Load())
}

func TestAFailedStartLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	var g group.Group
	before, half := &member{}, &member{}
	require.NoError(t, g.Start(t.Context(), started(before)))
	broken := errors.New("no such image")
	ctx, cancel := context.WithCancel(t.Context())
	err := g.Start(ctx,
		func(context.Context) (testcontainers.Container, error) { return nil, broken },
		func(inside context.Context) (testcontainers.Container, error) {
			<-inside.Done() // called off
			cancel()
			return half, inside.Err()
		})
	require.ErrorIs(t, err, broken)
	assert.EqualValues(t, 1, before.ended.Load())
	assert.EqualValues(t, 1, half.ended.Load(), "created, but never ready")
}

func TestWhatCannotBeEndedIsTriedAgain(t *testing.T) {
	t.Parallel()
	var g group.Group
	stuck, gone := &member{fail: errors.New("busy")}, &member{}
	require.NoError(t, g.Start(t.Context(), started(stuck), started(gone)))
	require.ErrorIs(t, g.Terminate(t.Context()), stuck.fail)
	stuck.fail = nil
	require.NoError(t, g.Terminate(t.Context()))
	assert.EqualValues(t, 2, stuck.ended.Load())
	assert.EqualValues(t, 1, gone.ended.Load())
}

func TestAMissingContainerIsNil(t *testing.T) {
	t.Parallel()
	never := func(context.Context, string, ...testcontainers.ContainerCustomizer) (*member, error) {
		return nil, errors.New("never made")
	}
	c, err := group.By(never).Start(group.NewRequest("image"))(t.Context())
	require.EqualError(t, err, "never made")
	assert.True(t, c == nil)
}
