package op

import (
	"strings"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// adopts registers a redirect URI that only begins as a registered one.
func (s *Server) adopts(client Client, redirectURI string) bool {
	if !s.seeded.Has(seeded.RedirectURIByPrefix) {
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
	if s.seeded.Has(seeded.StateNotReturned) {
		return ""
	}
	return state
}

// told is a grant as tokens and the identity tell of it.
func (s *strategy) told(g Grant, r fosite.Requester) Grant {
	if s.seeded.Has(seeded.SubjectChanges) && g.Person.Subject != "" {
		g.Person.Subject += "-" + r.GetID()
	}
	if s.seeded.Has(seeded.GroupsJoined) && len(g.Person.Groups) > 0 {
		g.Person.Groups = []string{strings.Join(g.Person.Groups, ",")}
	}
	return g
}

// anybody is the grant of a request without an access token: none.
func (s *Server) anybody() (Grant, bool) {
	if !s.seeded.Has(seeded.UserinfoOpen) {
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
