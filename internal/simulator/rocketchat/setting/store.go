package setting

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// Options are what a store is made from. Environment may be nil.
type Options struct {
	Release     release.Release
	Database    *mongo.Database
	RootURL     string // default of Site_Url
	Environment map[string]string
	Now         func() time.Time
	Seeded      seeded.Set // bugs that the store has
	// Deferred leaves the database as it is until Save: for where nobody else reads
	// the settings there. Each change takes the embedded database half a millisecond.
	Deferred bool
}

// Store holds the settings of one workspace. Reads are served from memory;
// writes go to the database first, unless they are deferred. It is safe for
// concurrent use.
type Store struct {
	release     release.Release
	collection  *mongo.Collection
	environment environment
	now         func() time.Time
	seeded      seeded.Set
	deferred    bool

	writing  sync.Mutex // one write at a time, readers go on
	mu       sync.RWMutex
	settings map[string]Setting
	ids      []string // of settings, in order
	watchers map[int]func(id string)
	nextID   int
}

// Open reads what the database has, adds what it lacks in one write, and
// applies the environment (§1.4).
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{
		release: o.Release, collection: o.Database.Collection("rocketchat_settings"),
		environment: o.Environment, now: o.Now, seeded: o.Seeded, deferred: o.Deferred,
		settings: map[string]Setting{}, watchers: map[int]func(string){},
	}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	sections := catalogue(o.Release, strings.TrimRight(o.RootURL, "/"))
	for _, given := range s.environment.customNames(o.Release) {
		if name := CustomName(given); name != "" {
			sections = append(sections, custom(o.Release, name, s.environment.customValues(given)))
		}
	}
	if err := s.register(ctx, sections); err != nil {
		return nil, err
	}
	return s, nil
}

// batch is more than there are settings, so that reading them is one request.
const batch = 1000

func (s *Store) load(ctx context.Context) error {
	cursor, err := s.collection.Find(ctx, bson.D{}, options.Find().SetBatchSize(batch))
	if err != nil {
		return fmt.Errorf("reading the settings: %w", err)
	}
	var stored []Setting
	if err := cursor.All(ctx, &stored); err != nil {
		return fmt.Errorf("reading the settings: %w", err)
	}
	for _, one := range stored {
		one.Value, one.PackageValue = plain(one.Value), plain(one.PackageValue)
		s.put(one)
	}
	return nil
}

// register adds settings that do not exist yet and lets OVERWRITE_SETTING_…
// win over the values of those that do.
func (s *Store) register(ctx context.Context, sections []section) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var added []Setting
	for _, sec := range sections {
		for i, d := range sec.definitions {
			old, exists := s.Get(d.id)
			if exists {
				if err := s.overwrite(ctx, old); err != nil {
					return err
				}
				continue
			}
			one := d.document(sec.group, sec.name, i, s.now().UTC())
			s.environment.apply(&one)
			added = append(added, one)
		}
	}
	return s.insert(ctx, added)
}

func (s *Store) overwrite(ctx context.Context, old Setting) error {
	if !s.environment.overwrite(&old) {
		return nil
	}
	return s.write(ctx, old)
}

func (s *Store) insert(ctx context.Context, added []Setting) error {
	if len(added) > 0 && !s.deferred {
		if _, err := s.collection.InsertMany(ctx, added); err != nil {
			return fmt.Errorf("adding settings: %w", err)
		}
	}
	s.keep(added...)
	return nil
}

// write stores a changed value and tells the watchers.
func (s *Store) write(ctx context.Context, one Setting) error {
	one.UpdatedAt = s.now().UTC()
	if !s.deferred {
		_, err := s.collection.UpdateByID(ctx, one.ID, bson.D{{Key: "$set", Value: bson.D{
			{Key: "value", Value: one.Value},
			{Key: "valueSource", Value: one.ValueSource},
			{Key: "_updatedAt", Value: one.UpdatedAt},
		}}})
		if err != nil {
			return fmt.Errorf("writing setting %s: %w", one.ID, err)
		}
	}
	s.keep(one)
	return nil
}

// Save writes what was deferred: the database then has the settings as they are now.
func (s *Store) Save(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if !s.deferred {
		return nil
	}
	if _, err := s.collection.DeleteMany(ctx, bson.D{}); err != nil {
		return fmt.Errorf("removing former settings: %w", err)
	}
	if _, err := s.collection.InsertMany(ctx, s.All()); err != nil {
		return fmt.Errorf("saving the settings: %w", err)
	}
	return nil
}

// keep takes settings into memory and tells the watchers.
func (s *Store) keep(changed ...Setting) {
	s.mu.Lock()
	for _, one := range changed {
		s.put(one)
	}
	s.mu.Unlock()
	for _, one := range changed {
		s.announce(one.ID)
	}
}

// put adds a setting or replaces it; the caller holds the lock.
func (s *Store) put(one Setting) {
	if i, there := slices.BinarySearch(s.ids, one.ID); !there {
		s.ids = slices.Insert(s.ids, i, one.ID)
	}
	s.settings[one.ID] = one
}

// drop forgets a setting; the caller holds the lock.
func (s *Store) drop(id string) {
	if i, there := slices.BinarySearch(s.ids, id); there {
		s.ids = slices.Delete(s.ids, i, i+1)
	}
	delete(s.settings, id)
}

// Set writes the value of a setting. Numbers may come as text or floating
// point, switches as text. An unknown or hidden setting is an [UnknownError], a
// value that does not fit the type a [ValueError].
func (s *Store) Set(ctx context.Context, id string, value any) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	one, ok := s.Get(id)
	if !ok || one.Hidden || one.Blocked {
		return &UnknownError{ID: id}
	}
	converted, ok := one.convert(value)
	if !ok {
		return &ValueError{ID: id, Type: one.Type}
	}
	one.Value, one.ValueSource = converted, "customValue"
	return s.write(ctx, one)
}

// All lists every setting, hidden ones too, in the order of their ids.
func (s *Store) All() []Setting {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]Setting, 0, len(s.ids))
	for _, id := range s.ids {
		all = append(all, s.settings[id])
	}
	return all
}
