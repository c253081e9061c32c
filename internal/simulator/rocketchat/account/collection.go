package account

import (
	"context"
	"crypto/rand"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// collection opens the users collection; nested documents decode to plain maps.
func collection(db *mongo.Database) *mongo.Collection {
	return db.Collection("users", options.Collection().SetBSONOptions(&options.BSONOptions{DefaultDocumentMap: true}))
}

// createUniqueIndex makes a sparse unique index on one path, as Meteor does.
func (a *Accounts) createUniqueIndex(ctx context.Context, path string) error {
	_, err := a.users.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys:    bson.D{{Key: path, Value: 1}},
		Options: options.Index().SetUnique(true).SetSparse(true),
	})
	if err != nil {
		return fmt.Errorf("unique index on %s: %w", path, err)
	}
	return nil
}

// EnsureService makes the unique index on the ids of a service, which Meteor
// makes for each registered provider (observed §0.1).
func (a *Accounts) EnsureService(ctx context.Context, service string) error {
	a.write.Lock()
	defer a.write.Unlock()
	if a.indexed[service] || a.seeded.Has(seeded.AccountTwice) {
		return nil
	}
	if err := a.createUniqueIndex(ctx, "services."+service+".id"); err != nil {
		return err
	}
	a.indexed[service] = true
	return nil
}

// findOne returns nil without error if no document matches.
func (a *Accounts) findOne(ctx context.Context, filter bson.M) (*User, error) {
	return decode(a.mirror.Find(ctx, filter))
}

// decode reads a document, if there is one and no error before.
func decode(document bson.Raw, err error) (*User, error) {
	if err != nil || document == nil {
		return nil, err
	}
	var u User
	if err := mirror.Decode(document, &u); err != nil {
		return nil, fmt.Errorf("reading a user: %w", err)
	}
	return &u, nil
}

// set changes single fields; the caller holds the lock.
func (a *Accounts) set(ctx context.Context, id string, fields bson.M) error {
	return a.update(ctx, id, bson.M{"$set": fields})
}

// update applies a MongoDB update; the caller holds the lock.
func (a *Accounts) update(ctx context.Context, id string, change bson.M) error {
	err := a.mirror.Update(ctx, id, change)
	if mongo.IsDuplicateKeyError(err) {
		return duplicate()
	}
	if err != nil {
		return fmt.Errorf("changing user %s: %w", id, err)
	}
	return nil
}

// duplicate is the database's refusal of a second document with one key, where
// Meteor does not translate it. The text is the one seen (observed §B.3).
func duplicate() *Error {
	return &Error{Reason: "E11000 duplicate key error collection: rocketchat.users", Origin: Handler}
}

// Update changes one user document under the accounts' lock. Everything outside
// this package that writes to users must come through here.
func (a *Accounts) Update(ctx context.Context, id string, change bson.M) error {
	a.write.Lock()
	defer a.write.Unlock()
	return a.update(ctx, id, change)
}

// Delete removes an account. Unknown ids are no error.
func (a *Accounts) Delete(ctx context.Context, id string) error {
	a.write.Lock()
	defer a.write.Unlock()
	if a.seeded.Has(seeded.NamesOfDeletedKept) {
		return a.hide(ctx, id)
	}
	if err := a.mirror.Delete(ctx, id); err != nil {
		return fmt.Errorf("deleting user %s: %w", id, err)
	}
	return nil
}

// unmistakable leaves out letters and digits that look alike, as Meteor's Random does.
const unmistakable = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz"

// base64url is the alphabet of Meteor's Random.secret.
const base64url = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// random returns length characters of an alphabet of at most 256.
func random(length int, alphabet string) string {
	text := make([]byte, 0, length)
	limit := 256 - 256%len(alphabet) // beyond it the choice would not be even
	for buffer := make([]byte, 64); len(text) < length; {
		_, _ = rand.Read(buffer) // never fails: crypto/rand
		for _, b := range buffer {
			if int(b) < limit && len(text) < length {
				text = append(text, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(text)
}

// newID is Meteor's Random.id: 17 characters.
func newID() string { return random(17, unmistakable) }
