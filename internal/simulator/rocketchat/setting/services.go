package setting

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
)

// AddCustomOAuth adds the settings of a custom OAuth service with their
// defaults and returns its key. Settings that exist keep their values (§1.1).
// A name of which nothing is left makes a service without a name, as in
// Rocket.Chat.
func (s *Store) AddCustomOAuth(ctx context.Context, given string) (string, error) {
	name := CustomName(given)
	if err := s.register(ctx, []section{custom(s.release, name, s.wrongDefaults())}); err != nil {
		return "", fmt.Errorf("adding custom OAuth service %s: %w", name, err)
	}
	return name, nil
}

// RemoveCustomOAuth removes the settings of a custom OAuth service, all of them
// but for [Store.leaves].
func (s *Store) RemoveCustomOAuth(ctx context.Context, given string) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	id := customPrefix + CustomName(given)
	var ids []string
	for _, one := range s.All() {
		if one.ID == id || strings.HasPrefix(one.ID, id+"-") && !s.leaves(one.ID) {
			ids = append(ids, one.ID)
		}
	}
	if len(ids) > 0 && !s.deferred {
		if _, err := s.collection.DeleteMany(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}); err != nil {
			return fmt.Errorf("removing the settings of a custom OAuth service: %w", err)
		}
	}
	s.forget(ids)
	return nil
}

// leaves tells whether the release forgets to remove a setting: before 6.4 the
// list of what is removed lacks the newest one (§2.2). The list of 4.x has all
// others, and those of 3.x are taken to have them too.
func (s *Store) leaves(id string) bool {
	return !s.release.Has(release.RemovesEverySetting) && strings.HasSuffix(id, "-merge_users_distinct_services")
}

func (s *Store) forget(ids []string) {
	s.mu.Lock()
	for _, id := range ids {
		s.drop(id)
	}
	s.mu.Unlock()
	for _, id := range ids {
		s.announce(id)
	}
}

// CustomServices lists the keys of the custom OAuth services that have
// settings, enabled or not: "Clavex".
func (s *Store) CustomServices() []string {
	var names []string
	for _, one := range s.All() {
		name, ok := strings.CutPrefix(one.ID, customPrefix)
		if ok && !strings.Contains(name, "-") {
			names = append(names, name)
		}
	}
	return slices.Compact(names)
}
