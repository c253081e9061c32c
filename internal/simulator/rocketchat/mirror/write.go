package mirror

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Insert adds a document, whose _id is a text, and keeps it.
func (c *Collection) Insert(ctx context.Context, id string, document any) error {
	raw, err := bson.Marshal(document)
	if err != nil {
		return fmt.Errorf("writing a document of %s: %w", c.documents.Name(), err)
	}
	return c.write(id, func() (bson.Raw, error) {
		_, err := c.documents.InsertOne(ctx, bson.Raw(raw))
		return raw, err
	})
}

// Replace puts a document in the place of the one with that _id, or adds it, and
// keeps it.
func (c *Collection) Replace(ctx context.Context, id string, document any) error {
	raw, err := bson.Marshal(document)
	if err != nil {
		return fmt.Errorf("writing a document of %s: %w", c.documents.Name(), err)
	}
	return c.write(id, func() (bson.Raw, error) {
		_, err := c.documents.ReplaceOne(ctx, bson.M{"_id": id}, bson.Raw(raw), options.Replace().SetUpsert(true))
		return raw, err
	})
}

// Update changes the document with that _id, if there is one, and keeps what comes
// of it, which the database tells in the same breath.
func (c *Collection) Update(ctx context.Context, id string, change any) error {
	after := options.FindOneAndUpdate().SetReturnDocument(options.After)
	return c.write(id, func() (bson.Raw, error) {
		raw, err := c.documents.FindOneAndUpdate(ctx, bson.M{"_id": id}, change, after).Raw()
		if errors.Is(err, mongo.ErrNoDocuments) {
			return nil, nil
		}
		return raw, err
	})
}

// Delete removes the document with that _id, if there is one.
func (c *Collection) Delete(ctx context.Context, id string) error {
	return c.write(id, func() (bson.Raw, error) {
		_, err := c.documents.DeleteOne(ctx, bson.M{"_id": id})
		return nil, err
	})
}

// write does what leaves a document as it returns it. That is true as long as the
// number is the next one: a write by others that shows in it was counted before, any
// other one counts as well.
func (c *Collection) write(id string, do func() (bson.Raw, error)) error {
	if c.writes == nil {
		_, err := do()
		return err
	}
	before := c.writes.Of(id)
	document, err := do()
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.each[id] = one{before + 1, document}
	return nil
}

// Forget drops what is kept of a document that nobody is expected to ask for soon.
func (c *Collection) Forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.each, id)
}

// ForgetAll drops what is kept of single documents.
func (c *Collection) ForgetAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.each)
}
