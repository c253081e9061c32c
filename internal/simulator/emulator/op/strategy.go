package op

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/oauth2"
	"github.com/ory/fosite/handler/openid"

	"gonogo/internal/simulator/seeded"
)

// strategy makes tokens. Codes, refresh tokens and opaque access tokens are the
// library's; signed tokens are made with go-jose, because the library knows
// neither PS256 for access tokens nor any clock but the wall's.
type strategy struct {
	*oauth2.HMACSHAStrategyUnPrefixed
	profile *Profile
	keys    *Keys
	people  *People
	clients *Clients
	now     func() time.Time
	seeded  seeded.Set
}

// GenerateIDToken implements openid.OpenIDConnectTokenStrategy.
func (s *strategy) GenerateIDToken(_ context.Context, _ time.Duration, r fosite.Requester) (string, error) {
	session, ok := r.GetSession().(*openid.DefaultSession)
	if !ok {
		return "", fmt.Errorf("a session of type %T cannot become an id token", r.GetSession())
	}
	grant := s.grant(r)
	claims := s.registered(grant, s.profile.Lifespans.IDToken)
	claims[authTime] = session.Claims.Extra[authTime]
	Claims(claims).Text("at_hash", session.Claims.AccessTokenHash)
	Claims(claims).Text("nonce", r.GetRequestForm().Get("nonce"))
	if s.profile.IDTokenClaims != nil {
		for name, value := range s.profile.IDTokenClaims(grant) {
			claims[name] = value
		}
	}
	s.misstate(claims)
	return s.keys.Sign(jose.RS256, claims)
}

// AccessTokenSignature implements oauth2.AccessTokenStrategy: the key under
// which a token is stored.
func (s *strategy) AccessTokenSignature(ctx context.Context, token string) string {
	if s.profile.AccessToken == "" {
		return s.HMACSHAStrategyUnPrefixed.AccessTokenSignature(ctx, token)
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// GenerateAccessToken implements oauth2.AccessTokenStrategy.
func (s *strategy) GenerateAccessToken(ctx context.Context, r fosite.Requester) (token, signature string, err error) {
	if s.profile.AccessToken == "" {
		return s.HMACSHAStrategyUnPrefixed.GenerateAccessToken(ctx, r)
	}
	grant := s.grant(r)
	claims := s.registered(grant, s.profile.Lifespans.Access)
	claims["jti"] = RandomUUID()
	claims["scope"] = Join(grant.Scopes)
	if s.profile.AccessTokenClaims != nil {
		for name, value := range s.profile.AccessTokenClaims(grant) {
			claims[name] = value
		}
	}
	if token, err = s.keys.Sign(s.profile.AccessToken, claims); err != nil {
		return "", "", err
	}
	return token, s.AccessTokenSignature(ctx, token), nil
}

// ValidateAccessToken implements oauth2.AccessTokenStrategy. A signed token was
// found by its hash, so it is the one that was issued; its end is the store's.
func (s *strategy) ValidateAccessToken(ctx context.Context, r fosite.Requester, token string) error {
	if s.profile.AccessToken == "" && !s.seeded.Has(seeded.TokenHalfCompared) {
		return s.HMACSHAStrategyUnPrefixed.ValidateAccessToken(ctx, r, token)
	}
	return nil
}

// registered are the claims that every signed token carries.
func (s *strategy) registered(g Grant, lifespan time.Duration) map[string]any {
	now := s.now()
	return map[string]any{
		"iss": s.profile.Issuer(g.Client), "aud": g.Client.ID, "sub": g.Subject,
		"iat": now.Unix(), "exp": now.Add(lifespan).Unix(),
	}
}

func (s *strategy) grant(r fosite.Requester) Grant {
	client, _ := s.clients.Get(r.GetClient().GetID())
	subject := r.GetSession().GetSubject()
	person, _ := s.people.BySubject(subject)
	return s.told(Grant{Client: client, Person: person, Subject: subject, Scopes: r.GetGrantedScopes()}, r)
}
