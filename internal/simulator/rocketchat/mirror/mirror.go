// Package mirror keeps the documents of a collection as they were read from the
// database until somebody writes to them. Each request to the server reads the
// account that it comes from, each login looks for several, and the embedded
// database reads everything for each of those questions: it would take most of the
// time of a test run.
package mirror

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Writes tells whether somebody has written: a number that was the same before a
// reading and now says that what was read is true.
type Writes interface {
	// Of is the number for one document.
	Of(id string) uint64
	// Since is the number for the collection, and lists the documents that were
	// written since it was another; ok is false if that may be any.
	Since(before uint64) (ids []string, now uint64, ok bool)
}

// Collection reads documents of a collection. It is safe for concurrent use.
type Collection struct {
	documents *mongo.Collection
	writes    Writes

	mu   sync.Mutex
	each map[string]one

	listing sync.Mutex
	all     every
}

// one is a document as it was read or written; nil if it was removed.
type one struct {
	at       uint64
	document bson.Raw
}

// every is the whole collection as it was read; its lists are never changed.
type every struct {
	read      bool
	at        uint64
	ids       []string
	documents []bson.Raw
}

// New reads a collection. Without writes nothing is kept.
func New(documents *mongo.Collection, writes Writes) *Collection {
	return &Collection{documents: documents, writes: writes, each: map[string]one{}}
}

// ByID returns a document, not to be changed; nil without error if there is none.
func (c *Collection) ByID(ctx context.Context, id string) (bson.Raw, error) {
	if c.writes == nil {
		return c.find(ctx, bson.M{"_id": id})
	}
	now := c.writes.Of(id)
	c.mu.Lock()
	known, is := c.each[id]
	if is && known.document == nil { // of what was removed this is the last that is asked
		delete(c.each, id)
	}
	c.mu.Unlock()
	if is && known.at == now {
		return known.document, nil
	}
	document, err := c.find(ctx, bson.M{"_id": id})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if document == nil { // what is not there takes no place
		delete(c.each, id)
	} else {
		c.each[id] = one{now, document}
	}
	return document, nil
}

// Find returns the first document that matches a filter, not to be changed; nil
// without error if none does.
func (c *Collection) Find(ctx context.Context, filter bson.M) (bson.Raw, error) {
	wanted, ok := compile(filter)
	if !ok || c.writes == nil {
		return c.find(ctx, filter)
	}
	all, err := c.All(ctx)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, wanted.matches); i >= 0 {
		return all[i], nil
	}
	return nil, nil
}

func (c *Collection) find(ctx context.Context, filter bson.M) (bson.Raw, error) {
	document, err := c.documents.FindOne(ctx, filter).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the collection %s: %w", c.documents.Name(), err)
	}
	return document, nil
}

// All returns every document, not to be changed, in the order of the database.
func (c *Collection) All(ctx context.Context) ([]bson.Raw, error) {
	if c.writes == nil {
		return c.list(ctx)
	}
	c.listing.Lock()
	defer c.listing.Unlock()
	written, now, ok := c.writes.Since(c.all.at)
	var err error
	next := every{read: true, at: now}
	if ok && c.all.read {
		next.ids, next.documents, err = c.renewed(ctx, written)
	} else {
		next.documents, err = c.list(ctx)
		next.ids = ids(next.documents)
		c.forget(next.ids)
	}
	if err != nil {
		return nil, err
	}
	c.all = next
	return next.documents, nil
}

// forget keeps only these documents by id, without waiting until somebody asks for
// one that is gone.
func (c *Collection) forget(but []string) {
	present := make(map[string]bool, len(but))
	for _, id := range but {
		present[id] = true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.each, func(id string, _ one) bool { return !present[id] })
}

// renewed reads again what was written. A database keeps a document in its place,
// and adds a new one at the end.
func (c *Collection) renewed(ctx context.Context, written []string) (ids []string, documents []bson.Raw, err error) {
	ids, documents = slices.Clone(c.all.ids), slices.Clone(c.all.documents)
	for _, id := range written {
		document, err := c.ByID(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		i := slices.Index(ids, id)
		switch {
		case i < 0 && document != nil:
			ids, documents = append(ids, id), append(documents, document)
		case i >= 0 && document == nil:
			ids, documents = slices.Delete(ids, i, i+1), slices.Delete(documents, i, i+1)
			c.gone(id)
		case i >= 0:
			documents[i] = document
		}
	}
	return ids, documents, nil
}

// gone gives up the place of a document that is not in the list any more.
func (c *Collection) gone(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.each[id].document == nil {
		delete(c.each, id)
	}
}

// ids are the texts _id; another one is never looked for, and left empty.
func ids(documents []bson.Raw) []string {
	var found []string
	for _, d := range documents {
		id, _ := d.Lookup("_id").StringValueOK()
		found = append(found, id)
	}
	return found
}

// batch is more than there are documents, so that reading them is one request.
const batch = 1 << 15

func (c *Collection) list(ctx context.Context) ([]bson.Raw, error) {
	cursor, err := c.documents.Find(ctx, bson.D{}, options.Find().SetBatchSize(batch))
	if err != nil {
		return nil, fmt.Errorf("listing the collection %s: %w", c.documents.Name(), err)
	}
	var documents []bson.Raw
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("listing the collection %s: %w", c.documents.Name(), err)
	}
	return documents, nil
}

// Decode reads a document; documents inside it become plain maps.
func Decode(document bson.Raw, into any) error {
	decoder := bson.NewDecoder(bson.NewDocumentReader(bytes.NewReader(document)))
	decoder.DefaultDocumentMap()
	return decoder.Decode(into)
}
