package avatar

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// SetFromServices gives the account the first picture that its services
// suggest; without one nothing happens. It is what Rocket.Chat does when an
// account gets its user name, provided Accounts_SetDefaultAvatar is on (§6.1).
// A picture that cannot be fetched or read is no error. Rocket.Chat writes it
// about half a second later; here it is there on return.
func (s *Service) SetFromServices(ctx context.Context, userID string) error {
	if !s.Settings.Bool("Accounts_SetDefaultAvatar") && !s.Seeded.Has(seeded.AvatarThoughOff) {
		return nil
	}
	suggestions, err := s.Suggestions(ctx, userID)
	if err != nil || len(suggestions) == 0 {
		return err
	}
	err = s.SetFromData(ctx, userID, suggestions[0].data, s.origin(suggestions[0].Service))
	if refused := (*Error)(nil); errors.As(err, &refused) {
		return nil
	}
	return err
}

// SetFromURL fetches a picture for the account, as users.setAvatar does with
// avatarUrl. An address that the guard refuses (§14.6), that cannot be fetched or that
// is no picture is an [Error] with id error-avatar-invalid-url.
func (s *Service) SetFromURL(ctx context.Context, userID, address string) error {
	if s.Release.Has(release.AvatarURLGuard) && forbidden(address, s.Settings.String("SSRF_Allowlist")) {
		return invalidURL(address)
	}
	picture, err := s.fetch(ctx, address, s.Release.Has(release.AvatarGuard))
	if err != nil || !strings.HasPrefix(picture.contentType, "image/") {
		return invalidURL(address)
	}
	return s.SetFromData(ctx, userID, picture.data, "url")
}

// SetFromData stores a picture in any usual format and points the account to
// it; origin is "upload", "url" or the service that it came from. Data that is
// no picture is an [Error].
func (s *Service) SetFromData(ctx context.Context, userID string, data []byte, origin string) error {
	var user account
	if err := s.findUser(ctx, userID, &user); err != nil {
		return err
	}
	picture, err := s.scaled(data)
	if err != nil {
		return invalidImage()
	}
	etag := rand.Text()
	if err := s.replace(ctx, user, picture, etag); err != nil {
		return err
	}
	return s.point(ctx, userID, bson.M{"$set": bson.M{"avatarOrigin": origin, "avatarETag": etag}})
}

// Remove removes the picture of an account that is going as well.
func (s *Service) Remove(ctx context.Context, userID string) error { return s.drop(ctx, userID) }

// Reset removes the account's picture; letters are served again.
func (s *Service) Reset(ctx context.Context, userID string) error {
	var user account
	if err := s.findUser(ctx, userID, &user); err != nil {
		return err
	}
	if err := s.drop(ctx, userID); err != nil {
		return err
	}
	return s.point(ctx, userID, bson.M{"$unset": bson.M{"avatarOrigin": "", "avatarETag": ""}})
}

// account is what avatars need of a users document.
type account struct {
	ID       string `bson:"_id"`
	Username string `bson:"username"`
	Name     string `bson:"name"`
}

// findUser decodes the account; an unknown one is an [Error].
func (s *Service) findUser(ctx context.Context, id string, into any) error {
	err := s.Database.Collection(users).FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(into)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return invalidUser()
	}
	if err != nil {
		return fmt.Errorf("reading the account of an avatar: %w", err)
	}
	return nil
}

func (s *Service) point(ctx context.Context, userID string, change bson.M) error {
	if err := s.Update(ctx, userID, change); err != nil {
		return fmt.Errorf("pointing the account to its avatar: %w", err)
	}
	return nil
}
