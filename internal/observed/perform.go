package observed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// outcome is how a run went.
type outcome struct {
	difference string   // between document and observation; empty: none
	missing    []string // what this stack does not show
}

// play runs r on the world. An error means that it could not be played to the
// end; it wraps errUnobserved where the stack is the reason.
func (w *world) play(ctx context.Context, r run) (result outcome, err error) {
	p := newPlay(w, r)
	defer func() { err = errors.Join(err, p.leave(context.WithoutCancel(ctx))) }()
	if p.service, err = w.use(ctx, r.settings(), p.words); err != nil {
		return outcome{}, err
	}
	p.words["{svc}"] = p.service.Key
	unlock := w.lock(r)
	defer unlock()
	putBack, err := w.set(ctx, object(p.words.fill(r.Workspace)))
	defer func() { err = errors.Join(err, putBack(context.WithoutCancel(ctx))) }()
	if err != nil {
		return outcome{}, err
	}
	if err := p.prepare(ctx); err != nil {
		return outcome{}, err
	}
	return p.perform(ctx)
}

// settings are those of the run's service. One that changes them on the way has
// a service of its own.
func (r run) settings() map[string]any {
	if !r.changes() {
		return r.Service
	}
	return merged(r.Service, map[string]any{"button_label_text": "{u}"})
}

func (r run) changes() bool {
	return slices.ContainsFunc(r.steps(), func(s Step) bool { return s.Do == "configure" })
}

// alone says that no other run can have the same service.
func (r run) alone() bool {
	for _, value := range r.settings() {
		if text, ok := value.(string); ok && strings.Contains(text, "{u}") {
			return true
		}
	}
	return false
}

// lock keeps the workspace as the run needs it, for the others to leave alone.
func (w *world) lock(r run) (unlock func()) {
	if len(r.Workspace) > 0 || (r.Expect.Log != nil || r.Expect.PageLog != nil) && w.stack.ServerLog() != nil {
		w.workspace.Lock()
		return w.workspace.Unlock
	}
	w.workspace.RLock()
	return w.workspace.RUnlock
}

// set writes settings of the workspace. putBack writes the former values again,
// also those of a set that has failed half way.
func (w *world) set(ctx context.Context, settings map[string]any) (putBack func(context.Context) error, err error) {
	admin := w.stack.Admin()
	former := map[string]any{}
	putBack = func(ctx context.Context) error {
		var errs []error
		for id, value := range former {
			errs = append(errs, admin.SetSetting(ctx, id, value))
		}
		return errors.Join(errs...)
	}
	for _, id := range slices.Sorted(maps.Keys(settings)) {
		value, err := admin.Setting(ctx, id)
		if err != nil {
			return putBack, fmt.Errorf("reading the setting %s: %w", id, err)
		}
		former[id] = value
		if err := admin.SetSetting(ctx, id, settings[id]); err != nil {
			return putBack, fmt.Errorf("writing the setting %s: %w", id, err)
		}
	}
	return putBack, nil
}

// perform does the steps and compares what came of them with the document.
func (p *play) perform(ctx context.Context) (outcome, error) {
	var before map[string]map[string]any
	var log []string
	for i, s := range p.steps() {
		if i == p.judged() {
			var err error
			if before, err = p.accounts(ctx); err != nil {
				return outcome{}, err
			}
			log = p.world.stack.ServerLog()
		}
		if err := p.step(ctx, s); err != nil {
			return outcome{}, fmt.Errorf("step %d, %w", i+1, err)
		}
	}
	o := &observation{play: p, seen: map[string]any{}}
	if err := o.observe(ctx, log); err != nil {
		return outcome{}, err
	}
	difference, err := p.difference(p.expected(before, o), o.seen)
	return outcome{difference, o.missing}, err
}

// difference is empty if both are the same for JSON.
func (p *play) difference(want, got any) (string, error) {
	w, err := plain(want)
	if err != nil {
		return "", err
	}
	g, err := plain(got)
	if err != nil {
		return "", err
	}
	return cmp.Diff(w, g), nil
}

// leave takes away what the run has made.
func (p *play) leave(ctx context.Context) error {
	p.world.provider.leave(p.words["{u}"])
	accounts, err := p.accounts(ctx)
	if err != nil {
		return fmt.Errorf("looking for the accounts that a case has made: %w", err)
	}
	errs := []error{p.forget(ctx)}
	for id := range accounts {
		errs = append(errs, p.world.stack.Admin().DeleteUser(ctx, id))
	}
	return errors.Join(errs...)
}
