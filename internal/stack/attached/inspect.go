package attached

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// handful is how many people a workspace may have that is used for tests.
const handful = 10

// logIn becomes the administrator and learns which release runs.
func (w *Workspace) logIn(ctx context.Context, o Options) error {
	in, err := rocketchat.New(w.url, w.http).Login(ctx, o.AdminUser, o.AdminPassword)
	var refused *rocketchat.Error
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("%s does not let GONOGO_ADMIN_USER in with GONOGO_ADMIN_PASSWORD; give those of an administrator who needs no code by app or e-mail: %w", w.url, err)
	case err != nil:
		return fmt.Errorf("GONOGO_URL: %w", hinted(err))
	}
	w.admin = in
	me, err := in.Me(ctx)
	if err != nil {
		return fmt.Errorf("reading the administrator's account: %w", err)
	}
	if !slices.Contains(me.Roles, "admin") {
		return fmt.Errorf("GONOGO_ADMIN_USER is no administrator of %s; name one who has the role admin", w.url)
	}
	return w.learnRelease(ctx)
}

func (w *Workspace) learnRelease(ctx context.Context) error {
	info, err := w.admin.Info(ctx)
	if err != nil {
		return fmt.Errorf("asking %s for its version: %w", w.url, err)
	}
	if w.release, err = release.New(info.Version); err != nil {
		return fmt.Errorf("%s does not say which release it is: %w", w.url, err)
	}
	value, err := w.admin.Setting(ctx, "Site_Url")
	if err != nil {
		return fmt.Errorf("reading Site_Url: %w", err)
	}
	site := strings.TrimRight(fmt.Sprint(value), "/")
	if site != w.url && sameLoopback(site, w.url) {
		w.called, w.url = w.url, site
	}
	if site != w.url {
		return fmt.Errorf("GONOGO_URL is %s, but that Rocket.Chat calls itself %s (its setting Site_Url), to which it sends people back; set GONOGO_URL to that, or Site_Url to the other", w.url, site)
	}
	return nil
}

// sameLoopback reports whether two addresses are one place on this machine under
// two names, such as localhost and 127.0.0.1.
func sameLoopback(one, other string) bool {
	a, errA := url.Parse(one)
	b, errB := url.Parse(other)
	return errA == nil && errB == nil && loopback(a.Hostname()) && loopback(b.Hostname()) &&
		a.Scheme == b.Scheme && a.Port() == b.Port() && a.Path == b.Path
}

// databasePatience bounds the first contact with the database.
const databasePatience = 10 * time.Second

// connect opens the database, if there is an address. Errors do not repeat it.
func (w *Workspace) connect(ctx context.Context, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("GONOGO_MONGO_URL is not an address; set it to something like mongodb://127.0.0.1:27017/rocketchat")
	}
	o := options.Client().ApplyURI(address).SetServerSelectionTimeout(databasePatience)
	if w.client, err = mongo.Connect(o); err != nil {
		return errors.New("GONOGO_MONGO_URL is not an address that MongoDB's driver reads; set it to something like mongodb://127.0.0.1:27017/rocketchat")
	}
	if err := w.client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("no MongoDB answers at GONOGO_MONGO_URL (%s) within %s; correct it, or leave it unset to run without a look at the database", u.Host, databasePatience)
	}
	name := strings.TrimPrefix(u.Path, "/")
	if name == "" {
		name = "rocketchat"
	}
	w.database = w.client.Database(name)
	return nil
}

// inspect looks at everything that will be changed.
func (w *Workspace) inspect(ctx context.Context) error {
	var err error
	if w.present, err = w.admin.Users(ctx); err != nil {
		return fmt.Errorf("listing the accounts of %s: %w", w.url, err)
	}
	people := 0
	for _, u := range w.present {
		if u.Type == "user" && u.ID != "rocket.cat" && !w.ours(u) {
			people++
		}
	}
	if people > handful && !w.crowd {
		return fmt.Errorf("%s has %d people; gonogo is for workspaces made for tests, with at most %d: use one, or set GONOGO_ATTACHED_ANYWAY=true", w.url, people, handful)
	}
	for _, s := range w.sites {
		if by, ok := s.live.(prepared); ok {
			if err := w.strangers(by.People()); err != nil {
				return err
			}
		}
		if err := w.inspectService(ctx, serviceName(s.guide)); err != nil {
			return err
		}
	}
	return w.planSettings(ctx)
}

// inspectService refuses a service that gonogo did not add.
func (w *Workspace) inspectService(ctx context.Context, name string) error {
	if slices.Contains(w.journal.services(), name) {
		return nil
	}
	_, exists, err := w.setting(ctx, enableSetting(name))
	if err == nil && exists {
		err = fmt.Errorf("%s has a custom OAuth service %s already, which gonogo must not touch; remove it there, or leave its guide out of GONOGO_GUIDES", w.url, name)
	}
	return err
}

// setting reads a setting. One that the release does not have is no error; the
// REST API answers 400 without a word.
func (w *Workspace) setting(ctx context.Context, id string) (value any, exists bool, err error) {
	value, err = w.admin.Setting(ctx, id)
	var refused *rocketchat.Error
	if errors.As(err, &refused) && refused.Status == 400 {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("reading the setting %s: %w", id, err)
	}
	return value, true, nil
}
