package attached

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/rocketchat"
)

// limiter is the rate limit of the REST API. It is put back last: putting back
// takes many calls.
const limiter = "API_Enable_Rate_Limiter"

// needed are the settings of the workspace that the suites need.
func needed() []entry {
	return []entry{
		// Else Rocket.Chat asks each new person for a code by e-mail (§2.3).
		{Setting: "Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In", Value: false},
		// Every person of the suites comes from the same address (§2.4).
		{Setting: "Block_Multiple_Failed_Logins_Enabled", Value: false},
		{Setting: limiter, Value: false},
	}
}

func isNeeded(e entry) bool {
	return slices.ContainsFunc(needed(), func(n entry) bool { return n.Setting == e.Setting && n.Value == e.Value })
}

// planSettings finds out which of them have another value, and which the guides
// will write on top.
func (w *Workspace) planSettings(ctx context.Context) error {
	wanted := needed()
	for _, id := range w.guides() {
		t, err := w.sites[id].guide.Settings(w.release, map[string]string{"client_id": "-", "client_secret": "-"})
		if err != nil {
			return fmt.Errorf("translating the guide %s for %s: %w", id, w.release, err)
		}
		for _, s := range t.Workspace {
			wanted = append(wanted, entry{Setting: s.ID, Value: s.Value})
		}
	}
	for _, e := range wanted {
		present, exists, err := w.former(ctx, e.Setting)
		if err != nil {
			return err
		}
		if exists && present != e.Value {
			w.planned = append(w.planned, e)
		}
	}
	return nil
}

// former is the value of a setting as it will be once the changes of an
// interrupted run are put back.
func (w *Workspace) former(ctx context.Context, id string) (value any, exists bool, err error) {
	left := w.journal.settings()
	if i := slices.IndexFunc(left, func(e entry) bool { return e.Setting == id }); i >= 0 {
		return left[i].Value, true, nil
	}
	return w.setting(ctx, id)
}

// guides are the ids of the guides in alphabetical order.
func (w *Workspace) guides() []string {
	var ids []string
	for id := range w.sites {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// prepare makes the changes that all stacks share, once: what an interrupted
// run left is put back first.
func (w *Workspace) prepare(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.prepared {
		w.prepared = true
		w.failure = w.change(ctx)
	}
	return w.failure
}

func (w *Workspace) change(ctx context.Context) error {
	if err := w.restore(ctx); err != nil {
		return fmt.Errorf("putting back what an interrupted run has changed: %w", err)
	}
	for _, e := range w.planned {
		present, _, err := w.setting(ctx, e.Setting)
		if err != nil {
			return err
		}
		if err := w.journal.add(entry{Setting: e.Setting, Value: present}); err != nil {
			return err
		}
		if !isNeeded(e) {
			continue // the guide's own: it is written when the guide is followed
		}
		if err := w.write(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (w *Workspace) write(ctx context.Context, e entry) error {
	if err := w.admin.SetSetting(ctx, e.Setting, e.Value); err != nil {
		return fmt.Errorf("writing the setting %s: %w", e.Setting, err)
	}
	return nil
}

// announceService records that the guide's service is about to be added.
func (w *Workspace) announceService(g *guide.Guide) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if name := serviceName(g); !slices.Contains(w.journal.services(), name) {
		return w.journal.add(entry{Service: name})
	}
	return nil
}

// putBack undoes everything, if anything was done.
func (w *Workspace) putBack(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.prepared {
		return nil
	}
	if err := w.restore(ctx); err != nil {
		return fmt.Errorf("putting %s back as it was (the next run will try again): %w", w.url, err)
	}
	return nil
}

// restore puts the settings back, removes the services, deletes the accounts of
// gonogo's people and takes everything away from a live provider. One failure does not keep it from the rest.
func (w *Workspace) restore(ctx context.Context) error {
	var errs []error
	var last []entry
	for _, e := range w.journal.settings() {
		if e.Setting == limiter {
			last = append(last, e)
			continue
		}
		errs = append(errs, w.write(ctx, e))
	}
	others, err := w.clearProvider(ctx)
	errs = append(errs, w.removeServices(ctx), w.deleteAccounts(ctx), err)
	for _, e := range last {
		errs = append(errs, w.write(ctx, e))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return w.journal.keep(others)
}

// removeServices switches the services off, waits until nobody is shown them
// any more, and removes their settings: a service that is removed while it is
// on could keep its document, which is rewritten two seconds later (§1.3).
func (w *Workspace) removeServices(ctx context.Context) error {
	var there []string
	for _, name := range w.journal.services() {
		_, exists, err := w.setting(ctx, enableSetting(name))
		if err != nil {
			return err
		}
		if !exists {
			continue
		}
		if err := w.write(ctx, entry{Setting: enableSetting(name), Value: false}); err != nil {
			return err
		}
		there = append(there, name)
	}
	for _, name := range there {
		gone := func(s rocketchat.Service) bool { return s == nil }
		if _, err := w.admin.WaitService(ctx, strings.ToLower(name), gone); err != nil {
			return err
		}
		if err := w.admin.RemoveCustomOAuth(ctx, name); err != nil {
			return fmt.Errorf("removing the custom OAuth service %s: %w", name, err)
		}
	}
	return nil
}

// deleteAccounts deletes the accounts of gonogo's people.
func (w *Workspace) deleteAccounts(ctx context.Context) error {
	accounts, err := w.admin.Users(ctx)
	if err != nil {
		return fmt.Errorf("listing the accounts: %w", err)
	}
	var errs []error
	for _, u := range accounts {
		if !w.ours(u) {
			continue
		}
		if err := w.admin.DeleteUser(ctx, u.ID); err != nil {
			errs = append(errs, fmt.Errorf("deleting the account %s: %w", u.Username, err))
		}
	}
	return errors.Join(errs...)
}

// ours recognises an account that exists because of gonogo: by its mark, by the
// name of somebody whom an interrupted run has made, or, if it is new since the
// beginning, by the name of somebody whom this run has made. A provider may have
// given Rocket.Chat nothing but an id, and the person has chosen the user name.
func (w *Workspace) ours(u rocketchat.User) bool {
	known := func(people []entry) bool {
		return slices.ContainsFunc(people, func(e entry) bool { return e.owns(u) })
	}
	return marked(u) || known(w.left) || !w.wasPresent(u) && known(w.journal.people())
}

// wasPresent tells whether an account existed before the first write.
func (w *Workspace) wasPresent(u rocketchat.User) bool {
	return slices.ContainsFunc(w.present, func(p rocketchat.User) bool { return p.ID == u.ID })
}

// owns tells whether an account is that of the person whom the entry is about.
func (e entry) owns(u rocketchat.User) bool {
	if e.Lent == nil {
		return e.Person != "" && (u.Name == e.Person || u.Username == e.Person)
	}
	if len(u.Emails) == 0 {
		return e.Lent.Name != "" && u.Name == e.Lent.Name || e.Lent.Username != "" && u.Username == e.Lent.Username
	}
	return slices.ContainsFunc(u.Emails, func(m rocketchat.Email) bool {
		return strings.EqualFold(m.Address, e.Lent.Email)
	})
}

// markedDomain is where gonogo's people have their e-mail, unless their provider
// is at home elsewhere.
const markedDomain = "@" + provider.PeopleDomain

// peopleMark begins the logins of gonogo's people.
const peopleMark = "ada-"

func marked(u rocketchat.User) bool {
	return slices.ContainsFunc(u.Emails, func(e rocketchat.Email) bool {
		return strings.HasSuffix(strings.ToLower(e.Address), markedDomain)
	})
}

// serviceName is the name of a guide's service as Rocket.Chat makes it.
func serviceName(g *guide.Guide) string { return guide.NewService(g.Service).Name }

func enableSetting(service string) string { return "Accounts_OAuth_Custom-" + service }
