package avatar

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// Suggestion is a picture that a linked service has for an account, in the
// shape of GET users.getAvatarSuggestion.
type Suggestion struct {
	Service     string `json:"service"`
	URL         string `json:"url"`
	Blob        string `json:"blob"` // data URI
	ContentType string `json:"contentType"`

	data []byte
}

// Suggestions fetches what the account's custom OAuth services offer, in the
// order in which the account was linked (§6.2). A service takes part when its
// data has _OAuthCustom and avatarUrl and it is still configured; a picture
// that cannot be fetched is left out without an error. The built-in providers
// and Gravatar are not simulated: nothing may leave the machine.
func (s *Service) Suggestions(ctx context.Context, userID string) ([]Suggestion, error) {
	var user struct {
		Services bson.D `bson:"services"`
	}
	if err := s.findUser(ctx, userID, &user); err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, e := range user.Services {
		address := customAvatarURL(e.Value)
		if address == "" {
			continue
		}
		if known, err := s.configured(ctx, e.Key); err != nil || !known {
			if err != nil {
				return nil, err
			}
			continue
		}
		if one, ok := s.asking(e.Value).suggestion(ctx, e.Key, address); ok {
			out = append(out, one)
		} else if s.Seeded.Has(seeded.AvatarFailsLogin) {
			return nil, invalidURL(address)
		}
	}
	return out, nil
}

// customAvatarURL is the picture's address in a custom service's data, or "".
func customAvatarURL(value any) string {
	data, ok := value.(bson.D)
	if !ok {
		return ""
	}
	var address string
	var custom bool
	for _, field := range data {
		switch field.Key {
		case "_OAuthCustom":
			custom, _ = field.Value.(bool)
		case "avatarUrl":
			address, _ = field.Value.(string)
		}
	}
	if !custom {
		return ""
	}
	return address
}

func (s *Service) configured(ctx context.Context, service string) (bool, error) {
	err := s.Database.Collection(serviceConfigs).FindOne(ctx, bson.D{{Key: "service", Value: service}}).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for the configuration of service %s: %w", service, err)
	}
	return true, nil
}

// suggestion fetches one picture; ok is false when there is none to be had.
func (s *Service) suggestion(ctx context.Context, service, address string) (Suggestion, bool) {
	guarded := s.Release.Has(release.AvatarGuard) && !s.Seeded.Has(seeded.AvatarOpen)
	refused := guarded && forbidden(address, s.Settings.String("SSRF_Allowlist"))
	if refused && !s.Seeded.Has(seeded.AvatarGuardLate) {
		return Suggestion{}, false
	}
	picture, err := s.fetch(ctx, address, guarded)
	if err != nil || refused {
		return Suggestion{}, false
	}
	return Suggestion{
		Service:     service,
		URL:         address,
		Blob:        dataURI(picture.contentType, picture.data),
		ContentType: picture.contentType,
		data:        picture.data,
	}, true
}
