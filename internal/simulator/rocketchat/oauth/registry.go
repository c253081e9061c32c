package oauth

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// registry keeps the collection of service configurations in step with the settings.
type registry struct {
	documents *mongo.Collection
	mirror    *mirror.Collection // of documents
	release   release.Release
	settings  Settings
	accounts  *account.Accounts
	debounce  time.Duration
	log       func(string)
	seeded    seeded.Set
	life      context.Context // ends rebuilds that the timer starts

	rebuilding sync.Mutex // one rebuild at a time

	mutex      sync.Mutex
	registered map[string]service // every service ever configured; lasts as the server's memory does
	live       map[string]bool    // those with a configuration document
	timer      *time.Timer
	closed     bool
	running    sync.WaitGroup
}

func newRegistry(o Options, life context.Context) *registry {
	documents := o.Database.Collection("meteor_accounts_loginServiceConfiguration")
	return &registry{
		documents:  documents,
		mirror:     mirror.New(documents, o.Writes),
		release:    o.Release,
		settings:   o.Settings,
		accounts:   o.Accounts,
		debounce:   cmp.Or(o.Debounce, 2*time.Second),
		log:        o.Log,
		seeded:     o.Seeded,
		life:       life,
		registered: map[string]service{},
		live:       map[string]bool{},
	}
}

// changed restarts the debounce for every setting of OAuth.
func (r *registry) changed(id string) {
	if !strings.HasPrefix(id, "Accounts_OAuth_") {
		return
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.closed {
		return
	}
	if r.timer == nil {
		r.timer = time.AfterFunc(r.debounce, r.fire)
		return
	}
	r.timer.Reset(r.debounce)
}

// fire rebuilds when the settings have been quiet for a while. A failure is in
// the log and, as nobody asks again, stands until the next change (§1.3).
func (r *registry) fire() {
	r.mutex.Lock()
	if r.closed {
		r.mutex.Unlock()
		return
	}
	r.running.Add(1)
	r.mutex.Unlock()
	defer r.running.Done()
	if err := r.rebuild(r.life); err != nil && r.life.Err() == nil {
		r.log("Error updating the OAuth services: " + err.Error())
	}
}

// close waits for a rebuild that has begun; later changes do nothing.
func (r *registry) close() {
	r.mutex.Lock()
	r.closed = true
	if r.timer != nil {
		r.timer.Stop()
	}
	r.mutex.Unlock()
	r.running.Wait()
}

// rebuild writes a document for each enabled service and removes the others'.
func (r *registry) rebuild(ctx context.Context) error {
	r.rebuilding.Lock()
	defer r.rebuilding.Unlock()
	for _, name := range r.settings.CustomServices() {
		s := newService(r.settings, r.release, name)
		enabled := r.settings.Bool(prefix + name)
		if err := r.apply(ctx, s, enabled); err != nil {
			return fmt.Errorf("configuring service %s: %w", s.key, err)
		}
	}
	return nil
}

func (r *registry) apply(ctx context.Context, s service, enabled bool) error {
	if !enabled {
		r.forget(s.key)
		return r.erase(ctx, s.key)
	}
	if now, live := r.configured(s.key); live && maps.Equal(now.config, s.config) && !r.seeded.Has(seeded.SettingsIgnored) {
		return nil // writing the same again, as the server does, shows nowhere
	}
	if err := r.accounts.EnsureService(ctx, s.key); err != nil {
		return err
	}
	// Before its document: whoever waits for the document uses the service at once.
	before := r.use(s)
	err := r.write(ctx, s)
	if err != nil && !before {
		r.forget(s.key)
	}
	return err
}

// write changes the service's document, or adds it.
func (r *registry) write(ctx context.Context, s service) error {
	id, err := r.id(ctx, s.key)
	if err != nil {
		return err
	}
	if id != "" {
		return r.mirror.Update(ctx, id, bson.M{"$set": s.config})
	}
	document := maps.Clone(s.config)
	id = newSecret()[:idLength]
	document["_id"], document["service"] = id, s.key
	return r.mirror.Insert(ctx, id, document)
}

// erase removes the service's document, if there is one.
func (r *registry) erase(ctx context.Context, key string) error {
	id, err := r.id(ctx, key)
	if id == "" || err != nil {
		return err
	}
	return r.mirror.Delete(ctx, id)
}

// id is the id of the service's document; empty if there is none.
func (r *registry) id(ctx context.Context, key string) (string, error) {
	document, err := r.mirror.Find(ctx, bson.M{"service": key})
	if document == nil || err != nil {
		return "", err
	}
	id, _ := document.Lookup("_id").StringValueOK()
	return id, nil
}

// use takes a service into use and reports whether it was before.
func (r *registry) use(s service) (before bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	before = r.live[s.key]
	r.live[s.key] = true
	r.registered[s.key] = r.taken(s, before)
	return before
}

// forget takes a service out of use; its last configuration stays in memory.
func (r *registry) forget(key string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	delete(r.live, key)
}

// clear removes all configurations.
func (r *registry) clear(ctx context.Context) error {
	r.mutex.Lock()
	r.live = map[string]bool{}
	r.mutex.Unlock()
	if _, err := r.documents.DeleteMany(ctx, bson.M{}); err != nil {
		return fmt.Errorf("deleting the service configurations: %w", err)
	}
	return nil
}

// configured finds a service that is in use.
func (r *registry) configured(key string) (service, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.registered[key], r.live[key]
}

// known finds a service that is or was in use since the start.
func (r *registry) known(key string) (service, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	s, ok := r.registered[key]
	return s, ok
}

// list reads the documents without their secrets.
func (r *registry) list(ctx context.Context) ([]map[string]any, error) {
	documents, err := r.mirror.All(ctx)
	if err != nil {
		return nil, err
	}
	found := []map[string]any{}
	for _, d := range documents {
		var s map[string]any
		if err := mirror.Decode(d, &s); err != nil {
			return nil, fmt.Errorf("reading a service configuration: %w", err)
		}
		if !r.seeded.Has(seeded.SecretShown) {
			delete(s, "secret")
		}
		found = append(found, s)
	}
	slices.SortFunc(found, func(a, b map[string]any) int { return cmp.Compare(fmt.Sprint(a["service"]), fmt.Sprint(b["service"])) })
	return found, nil
}
