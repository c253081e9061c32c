package avatar

import (
	"cmp"
	"net/http"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// protected tells whether stored pictures are for those who are logged in.
func (s *Service) protected() bool {
	blocked := s.Settings.Bool("Accounts_AvatarBlockUnauthenticatedAccess")
	return blocked && !s.Seeded.Has(seeded.AvatarForStrangers) || s.Seeded.Has(seeded.AvatarHidden)
}

// scaled is a picture as it is stored.
func (s *Service) scaled(data []byte) ([]byte, error) {
	small, err := resize(data)
	if s.Seeded.Has(seeded.AvatarUnscaled) && http.DetectContentType(data) == "image/jpeg" {
		return data, err
	}
	return small, err
}

// origin is where an account's picture is said to be from.
func (s *Service) origin(service string) string {
	if s.Seeded.Has(seeded.AvatarOriginLost) {
		return "url"
	}
	return service
}

// asking is the service as it asks for the picture of a linked service.
func (s *Service) asking(link any) *Service {
	document, _ := link.(bson.D)
	for _, field := range document {
		token, ok := field.Value.(string)
		if ok && field.Key == "accessToken" && s.Seeded.Has(seeded.AvatarWithToken) {
			known, client := *s, *s.HTTP
			client.Transport = bearer{cmp.Or(client.Transport, http.DefaultTransport), token}
			known.HTTP = &client
			return &known
		}
	}
	return s
}

// bearer adds a token to requests.
type bearer struct {
	http.RoundTripper
	token string
}

// RoundTrip sends a copy of the request that has the token.
func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return b.RoundTripper.RoundTrip(r)
}
