package op

import (
	"maps"
	"strings"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// told is a grant as tokens and the identity tell of it.
func (s *strategy) told(g Grant, r fosite.Requester) Grant {
	if g.Person.Subject == "" {
		return g
	}
	if s.seeded.Has(seeded.SubjectChanges) {
		g.Person.Subject += "-" + r.GetID()
	}
	if s.seeded.Has(seeded.GroupsJoined) && len(g.Person.Groups) > 0 {
		g.Person.Groups = []string{strings.Join(g.Person.Groups, ",")}
	}
	if s.seeded.Has(seeded.GroupsForgotten) {
		g.Person.Groups = nil
	}
	if s.seeded.Has(seeded.UsernameInvented) && g.Person.Username == "" {
		g.Person.Username, _, _ = strings.Cut(g.Person.Email, "@")
	}
	if s.seeded.Has(seeded.EmailVolunteered) {
		g.Person.Claims = maps.Clone(g.Person.Claims)
		if g.Person.Claims == nil {
			g.Person.Claims = map[string]any{}
		}
		g.Person.Claims["email"] = g.Person.Email
	}
	g.Person.PublicProfile = g.Person.PublicProfile || s.seeded.Has(seeded.ProfileOpen)
	return g
}

// misstate makes an id token say something else than it must.
func (s *strategy) misstate(claims map[string]any) {
	for name, claim := range map[seeded.Name]string{
		seeded.IDTokenForAnother: "aud", seeded.IDTokenOfAnother: "iss",
	} {
		if s.seeded.Has(name) {
			claims[claim] = "https://another.example"
		}
	}
	if s.seeded.Has(seeded.NonceDropped) {
		delete(claims, "nonce")
	}
	if s.seeded.Has(seeded.TimesInMilliseconds) {
		for _, claim := range []string{"iat", "exp"} {
			if seconds, ok := claims[claim].(int64); ok {
				claims[claim] = 1000 * seconds
			}
		}
	}
}
