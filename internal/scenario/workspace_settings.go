package scenario

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"gonogo/internal/guide"
	"gonogo/internal/stack"
)

// settings is the lock of the workspace's settings: the stack's own, or the one
// of all stacks on the same workspace.
func (sh *sharedStack) settings() *sync.RWMutex {
	if keeper, ok := sh.stack.(stack.Keeper); ok {
		return keeper.Sharing()
	}
	return &sh.workspace
}

// lockWorkspace takes the lock of the workspace's settings: shared, or exclusive
// where the scenario needs other ones, which are written, or is to be alone.
func (r *Run) lockWorkspace() (hold, error) {
	lock := r.shared.settings()
	wanted, err := r.workspaceSettings()
	if err != nil {
		return hold{}, err
	}
	if len(wanted) == 0 && r.scenario.Alone < InTheWorkspace {
		lock.RLock()
		return nothingToRestore(lock.RUnlock, nil)
	}
	lock.Lock()
	if err := r.inTime(); err != nil {
		return nothingToRestore(lock.Unlock, err)
	}
	former, err := r.changeWorkspace(wanted)
	restore := func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
		defer cancel()
		return r.restoreWorkspace(ctx, former)
	}
	if err != nil {
		err = errors.Join(err, restore())
		lock.Unlock()
		return hold{}, err
	}
	return hold{restore: restore, release: lock.Unlock}, nil
}

// workspaceSettings are the settings that the scenario needs, by id: its own and
// those that the guide calls optional, with the guide's values.
func (r *Run) workspaceSettings() (map[string]any, error) {
	wanted := maps.Clone(r.scenario.Workspace)
	for _, topic := range r.scenario.Optional {
		id, value, err := r.optional(topic)
		if err != nil {
			return nil, err
		}
		if wanted == nil {
			wanted = map[string]any{}
		}
		wanted[id] = value
	}
	return wanted, nil
}

func (r *Run) optional(topic guide.Topic) (id string, value any, err error) {
	for _, statement := range r.Guide().About(topic) {
		for _, setting := range r.configured.Optional {
			if setting.Statement == statement.ID {
				return setting.ID, setting.Value, nil
			}
		}
	}
	return "", nil, fmt.Errorf("the guide %s calls no setting on %q optional that Rocket.Chat %s has", r.Guide().ID, topic, r.Release())
}

// changeWorkspace writes settings and returns the former values of those that
// were written, also when it fails in between.
func (r *Run) changeWorkspace(wanted map[string]any) (former map[string]any, err error) {
	former = map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		present, err := r.stack.Admin().Setting(r.ctx, id)
		if err != nil {
			return former, fmt.Errorf("reading the workspace's %s: %w", id, err)
		}
		if present == wanted[id] {
			continue
		}
		if keeper, ok := r.stack.(stack.Keeper); ok {
			if err := keeper.Remember(id, present); err != nil {
				return former, err
			}
		}
		former[id] = present
		if err := r.stack.Admin().SetSetting(r.ctx, id, wanted[id]); err != nil {
			return former, fmt.Errorf("writing the workspace's %s: %w", id, err)
		}
	}
	return former, nil
}

// restoreWorkspace puts everything back; one failure does not keep it from the rest.
func (r *Run) restoreWorkspace(ctx context.Context, former map[string]any) error {
	var errs []error
	for id, value := range former {
		if err := r.stack.Admin().SetSetting(ctx, id, value); err != nil {
			errs = append(errs, fmt.Errorf("putting back the workspace's %s: %w", id, err))
		}
	}
	return errors.Join(errs...)
}
