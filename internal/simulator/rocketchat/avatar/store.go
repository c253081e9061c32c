package avatar

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/simulator/rocketchat/mirror"
)

// document is a stored picture in rocketchat_avatars. The fields are those of
// Rocket.Chat's uploads that a check on the database could look at.
type document struct {
	ID         string    `bson:"_id"` // also the id of the file in the bucket
	Name       string    `bson:"name"`
	UserID     string    `bson:"userId"`
	Type       string    `bson:"type"`
	Size       int       `bson:"size"` // bytes
	Store      string    `bson:"store"`
	ETag       string    `bson:"etag"`
	Complete   bool      `bson:"complete"`
	UploadedAt time.Time `bson:"uploadedAt"`
}

// replace stores a PNG as the account's only picture.
func (s *Service) replace(ctx context.Context, user account, picture []byte, etag string) error {
	if err := s.drop(ctx, user.ID); err != nil {
		return err
	}
	if err := s.bucket().UploadFromStreamWithID(ctx, etag, user.Username, bytes.NewReader(picture)); err != nil {
		return fmt.Errorf("storing an avatar: %w", err)
	}
	err := s.descriptions.Insert(ctx, etag, document{
		ID: etag, Name: user.Username, UserID: user.ID, Type: "image/png", Size: len(picture),
		Store: "GridFS:Avatars", ETag: etag, Complete: true, UploadedAt: s.Now().UTC(),
	})
	if err != nil {
		return fmt.Errorf("describing an avatar: %w", err)
	}
	return nil
}

// drop removes the account's picture, if there is one.
func (s *Service) drop(ctx context.Context, userID string) error {
	old, found, err := s.find(ctx, bson.M{"userId": userID})
	if err != nil || !found {
		return err
	}
	if err := s.descriptions.Delete(ctx, old.ID); err != nil {
		return fmt.Errorf("removing an avatar: %w", err)
	}
	if err := s.bucket().Delete(ctx, old.ID); err != nil && !errors.Is(err, mongo.ErrFileNotFound) {
		return fmt.Errorf("removing the data of an avatar: %w", err)
	}
	return nil
}

// bucket holds the data. Each use has its own: the driver's type notes without a
// lock whether it has written already.
func (s *Service) bucket() *mongo.GridFSBucket {
	return s.Database.GridFSBucket(options.GridFSBucket().SetName(documents))
}

// find looks a stored picture up.
func (s *Service) find(ctx context.Context, filter bson.M) (d document, found bool, err error) {
	raw, err := s.descriptions.Find(ctx, filter)
	if raw == nil || err != nil {
		return d, false, err
	}
	if err := mirror.Decode(raw, &d); err != nil {
		return d, false, fmt.Errorf("looking for an avatar: %w", err)
	}
	return d, true, nil
}

// read loads the data of a stored picture.
func (s *Service) read(ctx context.Context, d document) ([]byte, error) {
	var out bytes.Buffer
	if _, err := s.bucket().DownloadToStream(ctx, d.ID, &out); err != nil {
		return nil, fmt.Errorf("reading an avatar: %w", err)
	}
	return out.Bytes(), nil
}
