package op

import (
	"context"
	"slices"
	"time"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// store keeps what fosite stores. fosite measures time with the wall clock, so
// the lifespans that count are kept here, by the injected clock; fosite itself
// is given ones that never end first.
type store struct {
	clients  *Clients
	codes    *table[code]
	access   *table[*fosite.Request]
	refresh  *table[*fosite.Request]
	openid   *table[*fosite.Request]
	pkce     *table[*fosite.Request]
	lifespan Lifespans
	seeded   seeded.Set
}

type code struct {
	request *fosite.Request
	used    bool
}

// Lifespans say how long a provider's artefacts last.
type Lifespans struct {
	Code    time.Duration
	Access  time.Duration
	Refresh time.Duration
	IDToken time.Duration
	Session time.Duration // the login at the provider itself
}

// unlimited is what fosite, which cannot be given a clock, is told.
const unlimited = 10 * 365 * 24 * time.Hour

func newStore(clients *Clients, now func() time.Time, lifespan Lifespans, faults seeded.Set) *store {
	return &store{
		clients: clients, lifespan: lifespan, seeded: faults,
		codes:   newTable[code](now),
		access:  newTable[*fosite.Request](now),
		refresh: newTable[*fosite.Request](now),
		openid:  newTable[*fosite.Request](now),
		pkce:    newTable[*fosite.Request](now),
	}
}

// copyOf returns a request that the library may change: it writes expiry times
// into the session and appends to the scopes.
func copyOf(r *fosite.Request) *fosite.Request {
	c := *r
	c.Session = r.Session.Clone()
	c.RequestedScope = slices.Clone(r.RequestedScope)
	c.GrantedScope = slices.Clone(r.GrantedScope)
	return &c
}

// frozen is what is kept of a request. The library hands over requests that it
// has already reduced to the parameters that may be kept.
func frozen(r fosite.Requester) *fosite.Request {
	request, ok := r.(*fosite.Request)
	if !ok {
		request = fosite.NewRequest()
		request.Merge(r)
		request.Session = r.GetSession()
	}
	return copyOf(request)
}

func found(t *table[*fosite.Request], key string) (fosite.Requester, error) {
	request, ok := t.get(key)
	if !ok {
		return nil, fosite.ErrNotFound
	}
	return copyOf(request), nil
}

// GetClient implements fosite.ClientManager.
func (s *store) GetClient(_ context.Context, id string) (fosite.Client, error) {
	client, ok := s.clients.library(id)
	if !ok {
		return nil, fosite.ErrNotFound
	}
	return client, nil
}

// ClientAssertionJWTValid implements fosite.ClientManager: none of the guides
// uses signed assertions, so none is accepted.
func (s *store) ClientAssertionJWTValid(context.Context, string) error {
	return fosite.ErrInvalidClient
}

// SetClientAssertionJWT implements fosite.ClientManager.
func (s *store) SetClientAssertionJWT(context.Context, string, time.Time) error {
	return fosite.ErrInvalidClient
}

// CreateAuthorizeCodeSession implements oauth2.AuthorizeCodeStorage.
func (s *store) CreateAuthorizeCodeSession(_ context.Context, signature string, r fosite.Requester) error {
	s.codes.put(signature, code{request: s.kept(r)}, s.codeLifespan())
	return nil
}

// GetAuthorizeCodeSession implements oauth2.AuthorizeCodeStorage.
func (s *store) GetAuthorizeCodeSession(ctx context.Context, signature string, _ fosite.Session) (fosite.Requester, error) {
	c, ok := s.codes.get(signature)
	if ok {
		concerns(ctx, c.request.Session.GetSubject())
	}
	switch {
	case !ok:
		return nil, fosite.ErrNotFound
	case c.used && !s.seeded.Has(seeded.CodeTwice):
		return copyOf(c.request), fosite.ErrInvalidatedAuthorizeCode
	default:
		return s.ownedBy(ctx, copyOf(c.request)), nil
	}
}

// InvalidateAuthorizeCodeSession implements oauth2.AuthorizeCodeStorage. Of two
// calls at once only the first succeeds.
func (s *store) InvalidateAuthorizeCodeSession(_ context.Context, signature string) error {
	first := s.codes.change(signature, func(c *code) bool {
		unused := !c.used
		c.used = true
		return unused
	})
	if !first && !s.seeded.Has(seeded.CodeTwice) {
		return fosite.ErrInvalidatedAuthorizeCode
	}
	return nil
}

// CreateOpenIDConnectSession implements openid.OpenIDConnectRequestStorage.
func (s *store) CreateOpenIDConnectSession(_ context.Context, authorizeCode string, r fosite.Requester) error {
	s.openid.put(authorizeCode, frozen(r), s.codeLifespan())
	return nil
}

// GetOpenIDConnectSession implements openid.OpenIDConnectRequestStorage.
func (s *store) GetOpenIDConnectSession(_ context.Context, authorizeCode string, _ fosite.Requester) (fosite.Requester, error) {
	return found(s.openid, authorizeCode)
}

// DeleteOpenIDConnectSession implements openid.OpenIDConnectRequestStorage.
func (s *store) DeleteOpenIDConnectSession(_ context.Context, authorizeCode string) error {
	if !s.seeded.Has(seeded.CodeTwice) {
		s.openid.remove(authorizeCode)
	}
	return nil
}

// CreatePKCERequestSession implements pkce.PKCERequestStorage.
func (s *store) CreatePKCERequestSession(_ context.Context, signature string, r fosite.Requester) error {
	s.pkce.put(signature, frozen(r), s.codeLifespan())
	return nil
}

// GetPKCERequestSession implements pkce.PKCERequestStorage.
func (s *store) GetPKCERequestSession(_ context.Context, signature string, _ fosite.Session) (fosite.Requester, error) {
	return found(s.pkce, signature)
}

// DeletePKCERequestSession implements pkce.PKCERequestStorage.
func (s *store) DeletePKCERequestSession(_ context.Context, signature string) error {
	s.pkce.remove(signature)
	return nil
}
