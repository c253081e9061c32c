package contained

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"golang.org/x/sync/errgroup"

	"gonogo/containers"
	"gonogo/containers/mongodb"
	"gonogo/internal/simulator/front"
)

// assembly is a stack while it is put together: two networks and the
// containers in them. "inside" has no way out, so that neither Rocket.Chat nor
// a provider can call home; "door" is where the parts that this machine must
// reach publish their ports.
type assembly struct {
	engine       engine
	cell         cell
	id           string
	labels       map[string]string
	inside, door string
	authority    *front.Authority
	awaited      *awaited
	mongo        *mongodb.Container

	up      chan struct{}  // closed when the gateway answers
	network *front.Network // leads the stack's names to it, from then on
}

// assemble starts everything side by side. When it fails, what was started is
// for the caller to remove, by label.
func (a *assembly) assemble(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	tick := time.NewTicker(reminder)
	var watching sync.WaitGroup
	watching.Go(func() { a.awaited.watch(ctx, tick.C) })
	defer watching.Wait()
	defer tick.Stop()
	defer cancel()

	if err := uncut(ctx, a.openNetworks); err != nil {
		return err
	}
	a.up = make(chan struct{})
	defer func() {
		if a.network != nil {
			err = errors.Join(err, a.network.Close())
		}
	}()
	group, starting := errgroup.WithContext(ctx)
	for _, start := range []func(context.Context) error{a.runMongoDB, a.openGateway, a.runIdentity} {
		group.Go(func() error { return uncut(starting, start) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return uncut(ctx, a.runRocketChat)
}

func (a *assembly) openNetworks(ctx context.Context) (err error) {
	if a.inside, err = a.openNetwork(ctx, network.WithInternal()); err == nil {
		a.door, err = a.openNetwork(ctx)
	}
	if err != nil {
		return fmt.Errorf("making the networks of the stack: %w", err)
	}
	return nil
}

func (a *assembly) openNetwork(ctx context.Context, more ...network.NetworkCustomizer) (name string, err error) {
	making := creationOf(ctx)
	if err := making.begin(); err != nil {
		return "", err
	}
	defer making.done()
	n, err := network.New(ctx, append(more, network.WithLabels(a.labels))...)
	if err != nil {
		return "", err
	}
	return n.Name, nil
}

func (a *assembly) runIdentity(ctx context.Context) error { return a.cell.identity.run(ctx, a) }

// options are what every container of the stack is given: its labels, its name
// inside and, where this machine must reach it, the door.
func (a *assembly) options(part string, reachable bool, more ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	labels := maps.Clone(a.labels)
	labels[labelPart] = part
	all := []testcontainers.ContainerCustomizer{
		quiet(), whole(), testcontainers.WithLabels(labels), containers.Join(a.inside, part),
	}
	if reachable {
		all = append(all, containers.Join(a.door))
	}
	return append(all, more...)
}

// discardAll removes what was started, whatever came of it.
func (a *assembly) discardAll(ctx context.Context) error {
	all, err := a.engine.stacks(ctx, labelStack+"="+a.id)
	errs := []error{err}
	for _, f := range all {
		errs = append(errs, a.engine.remove(ctx, f))
	}
	return errors.Join(errs...)
}
