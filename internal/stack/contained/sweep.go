package contained

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/containerd/errdefs"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/client"
)

// found is what Docker has of one stack.
type found struct {
	id         string
	labels     map[string]string
	containers []string
	networks   []string
}

// stacks lists what Docker has with the labels, by stack.
func (e engine) stacks(ctx context.Context, labels ...string) ([]*found, error) {
	containers, err := e.ContainerList(ctx, client.ContainerListOptions{All: true, Filters: labelled(labels...)})
	if err != nil {
		return nil, fmt.Errorf("listing containers: %w", err)
	}
	networks, err := e.NetworkList(ctx, client.NetworkListOptions{Filters: labelled(labels...)})
	if err != nil {
		return nil, fmt.Errorf("listing networks: %w", err)
	}
	var all []*found
	of := func(labels map[string]string) *found {
		id := labels[labelStack]
		if i := slices.IndexFunc(all, func(f *found) bool { return f.id == id }); i >= 0 {
			return all[i]
		}
		f := &found{id: id, labels: labels}
		all = append(all, f)
		return f
	}
	for _, c := range containers.Items {
		f := of(c.Labels)
		f.containers = append(f.containers, c.ID)
	}
	for _, n := range networks.Items {
		f := of(n.Labels)
		f.networks = append(f.networks, n.ID)
	}
	return all, nil
}

// remove takes away the containers with their volumes, then the networks.
// What is gone already is no error; one failure does not keep it from the rest.
func (e engine) remove(ctx context.Context, f *found) error {
	var errs []error
	for _, id := range f.containers {
		errs = append(errs, e.removeContainer(ctx, id))
	}
	for _, id := range f.networks {
		_, err := e.NetworkRemove(ctx, id, client.NetworkRemoveOptions{})
		errs = append(errs, missing(err))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("removing the containers of the stack %s: %w", f.id, err)
	}
	return nil
}

// removeContainer returns when the container is gone, also where the order to
// remove it came from a process that was killed since: until then its networks
// cannot be removed.
func (e engine) removeContainer(ctx context.Context, id string) error {
	_, err := e.ContainerRemove(ctx, id, client.ContainerRemoveOptions{Force: true, RemoveVolumes: true})
	if !errdefs.IsConflict(err) {
		return missing(err)
	}
	gone := e.ContainerWait(ctx, id, client.ContainerWaitOptions{Condition: container.WaitConditionRemoved})
	select {
	case err := <-gone.Error:
		return missing(err)
	case <-gone.Result:
		return nil
	}
}

// missing forgives that something is not there any more.
func missing(err error) error {
	if errdefs.IsNotFound(err) {
		return nil
	}
	return err
}

// Swept is what a sweep has taken away.
type Swept struct {
	Cell string // "clavex/8.9.0"
	Kept bool   // it had been kept on purpose
}

// String says whose containers are gone, and why they were still there.
func (s Swept) String() string {
	why := "which an interrupted run had left"
	if s.Kept {
		why = "which an earlier run had kept"
	}
	return "Removed the containers of " + s.Cell + ", " + why + "."
}

// sweep removes the stacks of this ledger that nobody uses: those of processes
// that were killed and, where kept is true, also those that were kept. Stacks
// of runs that go on are left alone.
func (l *ledger) sweep(ctx context.Context, e engine, kept bool) ([]Swept, error) {
	all, err := e.stacks(ctx, labelHost+"="+l.host)
	if err != nil {
		return nil, err
	}
	var swept []Swept
	var errs []error
	for _, f := range all {
		gone, err := l.sweepOne(ctx, e, f, kept)
		errs = append(errs, err)
		if gone != nil {
			swept = append(swept, *gone)
		}
	}
	errs = append(errs, l.tidy(ctx, e))
	return swept, errors.Join(errs...)
}

func (l *ledger) sweepOne(ctx context.Context, e engine, f *found, kept bool) (*Swept, error) {
	c, err := l.claim("stack", f.id)
	if errors.Is(err, errInUse) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return l.sweepClaimed(ctx, e, f.id, c, kept)
}

// sweepClaimed lets go of a stack that is claimed and not used: it is removed
// unless it has to stay. It may be gone since it was found, with whoever used it
// then.
func (l *ledger) sweepClaimed(ctx context.Context, e engine, id string, c *claim, kept bool) (*Swept, error) {
	spare, err := l.spared(c, kept)
	if err != nil || spare {
		return nil, errors.Join(err, c.release())
	}
	all, err := e.stacks(ctx, labelStack+"="+id)
	if err != nil {
		return nil, errors.Join(err, c.release())
	}
	if len(all) == 0 {
		return nil, c.forget()
	}
	if err := e.remove(ctx, all[0]); err != nil {
		return nil, errors.Join(err, c.release())
	}
	return &Swept{Cell: all[0].labels[labelCell], Kept: c.word == wordKept}, c.forget()
}

// spared reports whether a stack that nobody uses at the moment has to stay.
func (l *ledger) spared(c *claim, kept bool) (bool, error) {
	if c.word == wordKept {
		return !kept, nil
	}
	if run, ok := ofRun(c.word); ok {
		return l.busy("run", run)
	}
	return false, nil
}
