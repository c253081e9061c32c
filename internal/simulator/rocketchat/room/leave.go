package room

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Delete removes a channel and all its subscriptions, and tells who was in it.
// Unknown ids are no error.
func (r *Rooms) Delete(ctx context.Context, id string) ([]Joining, error) {
	r.write.Lock()
	defer r.write.Unlock()
	were, err := r.subscribed(ctx, bson.M{"rid": id})
	if err != nil {
		return nil, err
	}
	if _, err := r.subscriptions.DeleteMany(ctx, bson.M{"rid": id}); err != nil {
		return nil, fmt.Errorf("deleting the subscriptions of a channel: %w", err)
	}
	if _, err := r.rooms.DeleteOne(ctx, bson.M{"_id": id}); err != nil {
		return nil, fmt.Errorf("deleting a channel: %w", err)
	}
	return were, nil
}

// Leave takes an account that is being deleted out of every room. The channels
// stay, also those that it owns: the server would ask for another owner first.
func (r *Rooms) Leave(ctx context.Context, userID string) error {
	r.write.Lock()
	defer r.write.Unlock()
	if one, err := r.mirror.Find(ctx, bson.M{"u._id": userID}); one == nil || err != nil {
		return err
	}
	were, err := r.subscribed(ctx, bson.M{"u._id": userID})
	if err != nil {
		return err
	}
	if _, err := r.subscriptions.DeleteMany(ctx, bson.M{"u._id": userID}); err != nil {
		return fmt.Errorf("deleting the subscriptions of an account: %w", err)
	}
	for _, one := range were {
		if err := r.count(ctx, one.RoomID, -1); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rooms) subscribed(ctx context.Context, filter bson.M) ([]Joining, error) {
	cursor, err := r.subscriptions.Find(ctx, filter)
	if err != nil {
		return nil, fmt.Errorf("reading the subscriptions: %w", err)
	}
	var found []Subscription
	if err := cursor.All(ctx, &found); err != nil {
		return nil, fmt.Errorf("reading the subscriptions: %w", err)
	}
	var all []Joining
	for _, s := range found {
		all = append(all, Joining{UserID: s.Member.ID, RoomID: s.RoomID})
	}
	return all, nil
}
