package scenario

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"gonogo/internal/stack"
)

// Alone says what a scenario has to itself because its steps change it. It is
// put back when the scenario ends.
type Alone int

// The ways to be alone.
const (
	// WithOthers: the steps change nothing that others rely on.
	WithOthers Alone = iota
	// WithTheService: they change the service's settings, Rocket.Chat's registration
	// at the provider, or what the provider answers.
	WithTheService
	// InTheWorkspace: they change settings of the workspace, too.
	InTheWorkspace
)

// changes is what the steps of a scenario have changed so far.
type changes struct {
	service   map[string]any // former values, by suffix
	workspace map[string]any // former values, by id
	own       Scenario       // the scenario's own settings, before the steps changed any
	mend      []func(context.Context) error
}

// SetsService changes settings of the service, by suffix ("" is Enable), as an
// administrator would. They are put back by PutsEverythingBack, or at the end.
func (r *Run) SetsService(sentence string, values map[string]any) {
	r.Step(sentence, func(ctx context.Context) error { return r.changeService(ctx, values) })
}

func (r *Run) changeService(ctx context.Context, values map[string]any) error {
	if r.scenario.Alone < WithTheService {
		return errors.New("the scenario is not alone with the service that its steps change")
	}
	for suffix := range values {
		if _, known := r.changed.service[suffix]; known {
			continue
		}
		present, err := r.stack.Admin().Setting(ctx, r.configured.Service.SettingID(suffix))
		if err != nil {
			return fmt.Errorf("reading the service's setting %q: %w", suffix, err)
		}
		r.changed.service = both(r.changed.service, map[string]any{suffix: present})
	}
	if err := stack.ApplyService(ctx, r.stack, r.configured.Service, values); err != nil {
		return err
	}
	r.scenario.Service = both(r.scenario.Service, values)
	return nil
}

// SetsWorkspace changes settings of the whole workspace, by id.
func (r *Run) SetsWorkspace(sentence string, values map[string]any) {
	r.Step(sentence, func(context.Context) error {
		if r.scenario.Alone < InTheWorkspace {
			return errors.New("the scenario is not alone in the workspace that its steps change")
		}
		former, err := r.changeWorkspace(values)
		r.changed.workspace = both(former, r.changed.workspace) // the first value is the one to put back
		r.scenario.Workspace = both(r.scenario.Workspace, values)
		return err
	})
}

// PutsEverythingBack undoes what the steps have changed.
func (r *Run) PutsEverythingBack(sentence string) { r.Step(sentence, r.putBack) }

// putBack undoes every change; again, it does nothing.
func (r *Run) putBack(ctx context.Context) error {
	var errs []error
	for _, mend := range slices.Backward(r.changed.mend) {
		errs = append(errs, mend(ctx))
	}
	if len(r.changed.service) > 0 {
		errs = append(errs, stack.ApplyService(ctx, r.stack, r.configured.Service, r.changed.service))
	}
	errs = append(errs, r.restoreWorkspace(ctx, r.changed.workspace))
	r.scenario.Service, r.scenario.Workspace = maps.Clone(r.changed.own.Service), maps.Clone(r.changed.own.Workspace)
	r.changed = changes{own: r.changed.own}
	return errors.Join(errs...)
}
