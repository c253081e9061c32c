package scenario

import (
	"context"
	"errors"
	"fmt"

	"gonogo/internal/stack"
)

// lockService takes the locks of the workspace and of the service, and writes
// the settings that the scenario needs. The returned function puts the former
// values back and unlocks.
func (r *Run) lockService() (unlock func() error, err error) {
	leaveWorkspace, err := r.lockWorkspace()
	if err != nil {
		return nil, err
	}
	leaveService, err := r.lockOwnService()
	if err != nil {
		return nil, errors.Join(err, leaveWorkspace())
	}
	return func() error { return errors.Join(r.leaveAlone(), leaveService(), leaveWorkspace()) }, nil
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
func (r *Run) lockOwnService() (unlock func() error, err error) {
	r.shared.service.RLock()
	former, err := r.differing()
	if err != nil {
		r.shared.service.RUnlock()
		return nil, err
	}
	alone := r.scenario.Alone >= WithTheService
	if len(former) == 0 && !alone {
		return func() error { r.shared.service.RUnlock(); return nil }, nil
	}
	r.shared.service.RUnlock()
	r.shared.service.Lock()
	if len(former) == 0 {
		return func() error { r.shared.service.Unlock(); return nil }, nil
	}
	unlock = func() error {
		defer r.shared.service.Unlock()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
		defer cancel()
		return stack.ApplyService(ctx, r.stack, r.configured.Service, former)
	}
	if err := stack.ApplyService(r.ctx, r.stack, r.configured.Service, r.scenario.Service); err != nil {
		return nil, errors.Join(err, unlock())
	}
	return unlock, nil
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
