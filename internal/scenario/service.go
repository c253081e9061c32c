package scenario

import (
	"context"
	"errors"
	"fmt"

	"gonogo/internal/stack"
)

// hold is what a scenario has for itself, or shares, while it plays.
type hold struct {
	restore func() error // puts settings back; the locks stay
	release func()       // lets others go on
}

// lockService takes the locks of the workspace and of the service, and writes
// the settings that the scenario needs.
func (r *Run) lockService() (hold, error) {
	workspace, err := r.lockWorkspace()
	if err != nil {
		return hold{}, err
	}
	service, err := r.lockOwnService()
	if err != nil {
		err = errors.Join(err, workspace.restore())
		workspace.release()
		return hold{}, err
	}
	return hold{
		restore: func() error { return errors.Join(r.leaveAlone(), service.restore(), workspace.restore()) },
		release: func() { service.release(); workspace.release() },
	}, nil
}

// leaveAlone undoes what the steps have changed and not put back themselves. The
// run may have been interrupted: undoing must go on all the same.
func (r *Run) leaveAlone() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
	defer cancel()
	return r.putBack(ctx)
}

// lockOwnService takes the lock of the service: shared where the scenario uses
// the guide's settings as they stand, exclusive where it needs other ones or is
// to be alone.
func (r *Run) lockOwnService() (hold, error) {
	lock := &r.shared.service
	lock.RLock()
	if err := r.inTime(); err != nil {
		return nothingToRestore(lock.RUnlock, err)
	}
	former, err := r.differing()
	if err != nil || len(former) == 0 && r.scenario.Alone < WithTheService {
		return nothingToRestore(lock.RUnlock, err)
	}
	lock.RUnlock()
	lock.Lock()
	if err := r.inTime(); err != nil || len(former) == 0 {
		return nothingToRestore(lock.Unlock, err)
	}
	restore := func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
		defer cancel()
		return stack.ApplyService(ctx, r.stack, r.configured.Service, former)
	}
	if err := stack.ApplyService(r.ctx, r.stack, r.configured.Service, r.scenario.Service); err != nil {
		err = errors.Join(err, restore())
		lock.Unlock()
		return hold{}, err
	}
	return hold{restore: restore, release: lock.Unlock}, nil
}

// nothingToRestore holds a lock, or gives it up at once after an error.
func nothingToRestore(unlock func(), err error) (hold, error) {
	if err != nil {
		unlock()
		return hold{}, err
	}
	return hold{restore: func() error { return nil }, release: unlock}, nil
}

// differing returns the present values of the settings that the scenario needs
// otherwise, by suffix.
func (r *Run) differing() (map[string]any, error) {
	former := map[string]any{}
	for suffix, wanted := range r.scenario.Service {
		present, err := r.stack.Admin().Setting(r.ctx, r.configured.Service.SettingID(suffix))
		if err != nil {
			return nil, fmt.Errorf("reading the service's %s: %w", suffix, err)
		}
		if present != wanted {
			former[suffix] = present
		}
	}
	return former, nil
}
