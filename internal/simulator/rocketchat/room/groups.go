package room

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// Mapping is what a service sets about groups and channels.
type Mapping struct {
	Channels string // JSON: an object from groups to a channel or a list of channels
	Owner    string // user name of who owns channels that are made; empty: rocket.cat
}

// Map makes every channel of the mapping that there is not, whether the person
// has the group or not, and puts the person into those of their groups. Nobody is
// ever taken out (§1.5). A mapping that is no JSON maps nothing and is logged; the
// server logs it when it reads the settings. An error leaves what was made before.
func (r *Rooms) Map(ctx context.Context, m Mapping, groups []any, who Member) ([]Joining, error) {
	channels, err := m.channels()
	if err != nil {
		r.log("Unexpected error : " + err.Error())
		return nil, nil
	}
	r.write.Lock()
	defer r.write.Unlock()
	var joined []Joining
	for _, entry := range channels {
		for _, name := range names(entry.Value) {
			in, owner, err := r.ensure(ctx, name, cmp.Or(m.Owner, "rocket.cat"))
			joined = append(joined, owner...)
			if err == nil && (slices.Contains(groups, any(entry.Key)) || r.seeded.Has(seeded.ChannelsOfAll)) {
				owner, err = r.join(ctx, in, who)
				joined = append(joined, owner...)
			}
			if err != nil {
				return joined, err
			}
		}
	}
	return joined, nil
}

// ensure finds a channel, or makes it.
func (r *Rooms) ensure(ctx context.Context, name, owner string) (*Room, []Joining, error) {
	found, err := r.ByName(ctx, name)
	if err != nil || found != nil {
		return found, nil, err
	}
	return r.create(ctx, name, owner)
}

// channels reads the mapping in the order in which it is written.
func (m Mapping) channels() (bson.D, error) {
	text := []byte(cmp.Or(m.Channels, "{}"))
	if err := json.Unmarshal(text, &map[string]any{}); err != nil {
		return nil, fmt.Errorf("reading the map of groups to channels: %w", err)
	}
	var inOrder bson.D
	if err := bson.UnmarshalExtJSON(text, false, &inOrder); err != nil {
		return nil, fmt.Errorf("reading the map of groups to channels: %w", err)
	}
	return inOrder, nil
}

// names are the channels of one group: a name, or a list of names.
func names(value any) []string {
	list, ok := value.(bson.A)
	if !ok {
		list = bson.A{value}
	}
	var all []string
	for _, one := range list {
		if name, ok := one.(string); ok {
			all = append(all, name)
		}
	}
	return all
}
