package observed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"gonogo/internal/guide"
	"gonogo/internal/rocketchat"
	"gonogo/internal/stack"
)

// world is the stack on which all cases run, with what they share.
type world struct {
	stack    stack.Stack
	provider *idp
	at       string // address of the provider, without trailing slash

	// workspace is held for writing by a case that changes settings of the whole
	// workspace, or that reads the server's log; by all others for reading.
	workspace sync.RWMutex

	mu       sync.Mutex
	services map[string]*service // by name
	making   sync.Once           // of those that were wanted beforehand
	failure  error               // why they could not be made
}

// service is a custom OAuth service with the settings that some cases want.
type service struct {
	guide.Service
	values map[string]any // by suffix

	making   sync.Once
	failure  error          // why it could not be made
	document map[string]any // as Rocket.Chat shows it to strangers
}

// hosting is a stack with a private network on which a name can be served.
type hosting interface {
	Serve(host string, h http.Handler)
}

// idpHost is the provider's name where the stack has a network of its own.
const idpHost = "idp.observed.test"

// newWorld lets a provider answer where the stack's Rocket.Chat can reach it.
// beside is the address after whose port a free one is looked for, where the
// stack has no network of its own. The context ends the listener.
func newWorld(ctx context.Context, s stack.Stack, beside string) (*world, error) {
	w := &world{stack: s, provider: &idp{}, services: map[string]*service{}}
	if h, ok := s.(hosting); ok {
		h.Serve(idpHost, w.provider)
		w.at = "http://" + idpHost
		return w, nil
	}
	var err error
	w.at, err = listen(ctx, beside, w.provider)
	return w, err
}

// want notes that a service with these settings will be needed. All that are
// wanted before the first is used are made at once: a change of settings takes
// effect two seconds after the last one (§1.3), which would else be two seconds
// for each.
func (w *world) want(settings map[string]any, own words) (*service, error) {
	values := map[string]any{"": true}
	maps.Copy(values, object(own.fill(settings)))
	name, err := serviceName(values)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.services[name]
	if s == nil {
		s = &service{Service: guide.NewService(name), values: values}
		w.services[name] = s
	}
	return s, nil
}

// ready makes the services that have been wanted, the first time. It takes long
// where the database is slow, and is not for the time of a single run.
func (w *world) ready(ctx context.Context) error {
	w.making.Do(func() {
		ctx, cancel := context.WithTimeout(ctx, startup)
		defer cancel()
		w.failure = w.makeWanted(ctx)
	})
	return w.failure
}

// startup bounds the making of all services.
const startup = 10 * time.Minute

// use finds the service with these settings, or makes it.
func (w *world) use(ctx context.Context, settings map[string]any, own words) (*service, error) {
	s, err := w.want(settings, own)
	if err != nil {
		return nil, err
	}
	return s, w.made(ctx, s)
}

// made makes a service, unless it has been made before.
func (w *world) made(ctx context.Context, s *service) error {
	s.making.Do(func() { s.failure = w.make(ctx, s) })
	return s.failure
}

func (w *world) makeWanted(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	group, making := errgroup.WithContext(ctx)
	for _, s := range w.services {
		group.Go(func() error { return w.made(making, s) })
	}
	return group.Wait()
}

func (w *world) make(ctx context.Context, s *service) error {
	admin := w.stack.Admin()
	if err := admin.AddCustomOAuth(ctx, s.Key); err != nil {
		return fmt.Errorf("adding the custom OAuth service %s: %w", s.Key, err)
	}
	if err := stack.ApplyService(ctx, w.stack, s.Service, s.values); err != nil {
		return fmt.Errorf("configuring the service %s: %w", s.Key, err)
	}
	shown, err := admin.OAuthServices(ctx)
	if err != nil {
		return fmt.Errorf("reading the service %s: %w", s.Key, err)
	}
	for _, document := range shown {
		if document["service"] == s.Key {
			s.document = document
		}
	}
	return nil
}

// reconfigure changes a service that one run has for itself.
func (w *world) reconfigure(ctx context.Context, s *service, change map[string]any) error {
	values := maps.Clone(change)
	if enabled, given := values["enabled"]; given {
		delete(values, "enabled")
		values[""] = enabled
	}
	return stack.ApplyService(ctx, w.stack, s.Service, values)
}

// close removes the services.
func (w *world) close(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var made []string
	for _, s := range w.services {
		if s.document != nil {
			made = append(made, s.Key)
		}
	}
	return w.remove(ctx, made)
}

// remove removes services: they are disabled first, because one whose settings
// are gone would stay among the login services.
func (w *world) remove(ctx context.Context, keys []string) error {
	admin := w.stack.Admin()
	for _, key := range keys {
		if err := admin.SetSetting(ctx, guide.NewService(key).SettingID(""), false); err != nil {
			return fmt.Errorf("disabling the service %s: %w", key, err)
		}
	}
	gone := func(s rocketchat.Service) bool { return s == nil }
	for _, key := range keys {
		if _, err := admin.WaitService(ctx, key, gone); err != nil {
			return fmt.Errorf("disabling the service %s: %w", key, err)
		}
		if err := admin.RemoveCustomOAuth(ctx, key); err != nil {
			return fmt.Errorf("removing the service %s: %w", key, err)
		}
	}
	return nil
}

// sweep removes what a killed run of the cases has left: services and accounts
// that carry the mark of all runs.
func (w *world) sweep(ctx context.Context) error {
	admin := w.stack.Admin()
	services, err := admin.OAuthServices(ctx)
	if err != nil {
		return fmt.Errorf("looking for what a killed run has left: %w", err)
	}
	var left []string
	for _, s := range services {
		if key, _ := s["service"].(string); strings.HasPrefix(key, servicePrefix) {
			left = append(left, key)
		}
	}
	errs := []error{w.remove(ctx, left)}
	users, err := admin.Users(ctx)
	if err != nil {
		return fmt.Errorf("looking for what a killed run has left: %w", err)
	}
	for _, u := range users {
		text := u.Username + " " + u.Name
		for _, e := range u.Emails {
			text += " " + e.Address
		}
		if strings.Contains(text, markPrefix) {
			errs = append(errs, admin.DeleteUser(ctx, u.ID))
		}
	}
	return errors.Join(errs...)
}
