package op

import (
	"context"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// CreateAccessTokenSession implements oauth2.AccessTokenStorage.
func (s *store) CreateAccessTokenSession(_ context.Context, signature string, r fosite.Requester) error {
	s.access.put(signature, frozen(r), s.lifespan.Access)
	return nil
}

// GetAccessTokenSession implements oauth2.AccessTokenStorage.
func (s *store) GetAccessTokenSession(_ context.Context, signature string, _ fosite.Session) (fosite.Requester, error) {
	return found(s.access, signature)
}

// DeleteAccessTokenSession implements oauth2.AccessTokenStorage.
func (s *store) DeleteAccessTokenSession(_ context.Context, signature string) error {
	s.access.remove(signature)
	return nil
}

// CreateRefreshTokenSession implements oauth2.RefreshTokenStorage.
func (s *store) CreateRefreshTokenSession(_ context.Context, signature, _ string, r fosite.Requester) error {
	if !s.seeded.Has(seeded.RefreshForgotten) {
		s.refresh.put(signature, frozen(r), s.lifespan.Refresh)
	}
	return nil
}

// GetRefreshTokenSession implements oauth2.RefreshTokenStorage.
func (s *store) GetRefreshTokenSession(_ context.Context, signature string, _ fosite.Session) (fosite.Requester, error) {
	return found(s.refresh, signature)
}

// DeleteRefreshTokenSession implements oauth2.RefreshTokenStorage.
func (s *store) DeleteRefreshTokenSession(_ context.Context, signature string) error {
	s.refresh.remove(signature)
	return nil
}

// RotateRefreshToken implements oauth2.RefreshTokenStorage: the old refresh
// token ends with all access tokens of its grant.
func (s *store) RotateRefreshToken(ctx context.Context, requestID, signature string) error {
	s.refresh.remove(signature)
	return s.RevokeAccessToken(ctx, requestID)
}

// RevokeRefreshToken implements oauth2.TokenRevocationStorage.
func (s *store) RevokeRefreshToken(_ context.Context, requestID string) error {
	s.refresh.removeIf(func(r *fosite.Request) bool { return r.ID == requestID })
	return nil
}

// RevokeAccessToken implements oauth2.TokenRevocationStorage.
func (s *store) RevokeAccessToken(_ context.Context, requestID string) error {
	s.access.removeIf(func(r *fosite.Request) bool { return r.ID == requestID })
	return nil
}

// endGrants ends every code and token of a person.
func (s *store) endGrants(subject string) {
	theirs := func(r *fosite.Request) bool { return r.Session.GetSubject() == subject }
	s.codes.removeIf(func(c code) bool { return theirs(c.request) })
	s.access.removeIf(theirs)
	s.refresh.removeIf(theirs)
}
