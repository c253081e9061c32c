package oauth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/rocketchat/mirror"
)

// Life of a pending credential (§7.4): a timer drops what is older than a
// minute; a login moves the date into the future.
const (
	purgeInterval = time.Minute
	pendingAge    = time.Minute
	reuse         = 2 * time.Minute
)

// entry is one document of the pending credentials. Secret is null for an error.
type entry struct {
	// ID follows from the key, where a real one is random: the embedded database
	// finds documents by nothing else without reading all of them.
	ID         string     `bson:"_id"`
	Key        string     `bson:"key"`
	Credential credential `bson:"credential"`
	Secret     *string    `bson:"credentialSecret"`
	CreatedAt  time.Time  `bson:"createdAt"`
	// Redirect is not in a real document; the simulator needs it to tell which
	// logins race (§14.3).
	Redirect bool `bson:"redirect,omitempty"`
}

// credential is either an identity or an error.
type credential struct {
	ServiceName string         `bson:"serviceName,omitempty"`
	ServiceData map[string]any `bson:"serviceData,omitempty"`
	Options     *loginOptions  `bson:"options,omitempty"`
	Error       *storedError   `bson:"error,omitempty"`
}

type loginOptions struct {
	Profile profile `bson:"profile"`
}

type profile struct {
	Name string `bson:"name,omitempty"`
}

type storedError struct {
	Message string `bson:"message"`
}

// idLength is the length of Meteor's ids.
const idLength = 17

// idOf is the id of the entry under a token.
func idOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:idLength]
}

// pending is the collection of credentials between callback and login.
type pending struct {
	documents *mongo.Collection
	mirror    *mirror.Collection // of documents
	now       func() time.Time
	write     sync.Mutex // the embedded database does not make upserts atomic
}

func newPending(db *mongo.Database, writes mirror.Writes, now func() time.Time) *pending {
	documents := db.Collection("meteor_oauth_pendingCredentials")
	return &pending{documents: documents, mirror: mirror.New(documents, writes), now: now}
}

// newSecret is Meteor's Random.secret: 43 characters that fit into a URL.
func newSecret() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: crypto/rand
	return base64.RawURLEncoding.EncodeToString(raw)
}

// store keeps an entry under its token, over an earlier one.
func (p *pending) store(ctx context.Context, token string, e entry) error {
	p.write.Lock()
	defer p.write.Unlock()
	e.ID, e.Key, e.CreatedAt = idOf(token), token, p.now()
	err := p.mirror.Insert(ctx, e.ID, e)
	if mongo.IsDuplicateKeyError(err) { // which is rare, and looking first takes as long as adding
		err = p.mirror.Replace(ctx, e.ID, e)
	}
	if err != nil {
		return fmt.Errorf("storing a pending credential: %w", err)
	}
	return nil
}

// find returns nil without error if token and secret match no entry.
func (p *pending) find(ctx context.Context, token string, secret *string) (*entry, error) {
	document, err := p.mirror.ByID(ctx, idOf(token))
	if document == nil || err != nil {
		return nil, err
	}
	var e entry
	if err := mirror.Decode(document, &e); err != nil {
		return nil, fmt.Errorf("reading a pending credential: %w", err)
	}
	if e.Key != token || !same(e.Secret, secret) {
		return nil, nil
	}
	return &e, nil
}

// same compares secrets, of which an error has none.
func same(one, other *string) bool {
	if one == nil || other == nil {
		return one == other
	}
	return *one == *other
}

// extend lets the entry live on for another login, which is rare: until then it is
// in the database alone.
func (p *pending) extend(ctx context.Context, token string) error {
	p.write.Lock()
	defer p.write.Unlock()
	id := idOf(token)
	defer p.mirror.Forget(id)
	if _, err := p.documents.UpdateByID(ctx, id, bson.M{"$set": bson.M{"createdAt": p.now().Add(reuse)}}); err != nil {
		return fmt.Errorf("re-dating a pending credential: %w", err)
	}
	return nil
}

func (p *pending) remove(ctx context.Context, token string) error {
	p.write.Lock()
	defer p.write.Unlock()
	if err := p.mirror.Delete(ctx, idOf(token)); err != nil {
		return fmt.Errorf("removing a pending credential: %w", err)
	}
	return nil
}

// purge drops the entries that are older than a minute.
func (p *pending) purge(ctx context.Context) error {
	p.write.Lock()
	defer p.write.Unlock()
	p.mirror.ForgetAll()
	_, err := p.documents.DeleteMany(ctx, bson.M{"createdAt": bson.M{"$lt": p.now().Add(-pendingAge)}})
	if err != nil {
		return fmt.Errorf("purging pending credentials: %w", err)
	}
	return nil
}

// purgeEvery purges at each interval until ctx ends.
func (p *pending) purgeEvery(ctx context.Context, interval time.Duration, log func(string)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := p.purge(ctx); err != nil && ctx.Err() == nil {
				log(err.Error())
			}
		}
	}
}
