package op

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"gonogo/internal/simulator/seeded"
)

// adopts registers a redirect URI that only begins as a registered one.
func (s *Server) adopts(client Client, redirectURI string) bool {
	if !s.Seeded.Has(seeded.RedirectURIByPrefix) {
		return false
	}
	for _, registered := range client.RedirectURIs {
		if strings.HasPrefix(redirectURI, registered) {
			s.Clients.extend(client.ID, redirectURI)
			return true
		}
	}
	return false
}

// extend adds a redirect URI to a client.
func (c *Clients) extend(id, redirectURI string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	client := c.byID[id]
	client.RedirectURIs = append(client.RedirectURIs[:len(client.RedirectURIs):len(client.RedirectURIs)], redirectURI)
	c.byID[id] = client
}

// echoed is the state that goes back to the client.
func (s *Server) echoed(state string) string {
	if s.Seeded.Has(seeded.StateNotReturned) {
		return ""
	}
	return state
}

// anybody is the grant of a request without an access token: none.
func (s *Server) anybody() (Grant, bool) {
	if !s.Seeded.Has(seeded.UserinfoOpen) {
		return Grant{}, false
	}
	latest, ok := s.store.access.latest()
	if !ok {
		return Grant{}, false
	}
	g := s.strategy.grant(latest)
	return g, g.Person.Subject != ""
}

// latest is the entry that ends last, which is the newest where all last equally
// long; ok is false for an empty table.
func (t *table[V]) latest() (value V, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var found row[V]
	for _, r := range t.rows {
		if !ok || r.ends.After(found.ends) {
			found, ok = r, true
		}
	}
	return found.value, ok
}

// granted are the scopes that an authorization gets of those that were asked for.
func (s *Server) granted(asked []string) []string {
	if s.Seeded.Has(seeded.ScopeIgnored) {
		return slices.Clone(s.Profile.Scopes)
	}
	return s.knownScopes(asked)
}

// OfError is the state that goes back to the client with an error.
func (s *Server) OfError(state string) string {
	if s.Seeded.Has(seeded.ErrorWithoutState) {
		return ""
	}
	return state
}

// Advertised is the path of an endpoint as the discovery document has it.
func (s *Server) Advertised(path string) string {
	if s.Seeded.Has(seeded.DiscoveryStale) {
		return "/v1" + path
	}
	return path
}

// published are the keys that clients may verify tokens with.
func (s *Server) published() jose.JSONWebKeySet {
	if s.Seeded.Has(seeded.KeyUnpublished) {
		if other, err := NewKeys(ShortKeyBits); err == nil {
			return other.Public()
		}
	}
	return s.Keys.Public()
}

// tokenType is the type of access tokens.
func (s *Server) tokenType() string {
	if s.Seeded.Has(seeded.TokenTypeMissing) {
		return ""
	}
	return "Bearer"
}

// remember keeps what user info has told for a token; remembered tells it again,
// whatever has become of the token.
func (s *Server) remember(token string, g Grant) {
	if s.Seeded.Has(seeded.UserinfoRemembers) {
		s.memory.Store(token, g)
	}
}

func (s *Server) remembered(token string) (Grant, bool) {
	known, ok := s.memory.Load(token)
	g, _ := known.(Grant)
	return g, ok
}

// revokesOtherwise answers a revocation in place of what it should come to.
func (s *Server) revokesOtherwise(r *http.Request) (refused *TokenProblem, done bool) {
	switch {
	case s.Seeded.Has(seeded.RevocationIgnored):
		return nil, true
	case s.Seeded.Has(seeded.RevocationRefused) && r.PostFormValue("token_type_hint") == "access_token":
		return &TokenProblem{Code: "unsupported_token_type", Description: "only refresh tokens can be revoked"}, true
	}
	return nil, false
}
