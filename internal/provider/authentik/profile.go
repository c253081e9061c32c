package authentik

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/provider"
)

// The attributes in which Put keeps what authentik has no field for.
const (
	loginAttribute  = "gonogo_login"  // by which a person is found again
	claimsAttribute = "gonogo_claims" // told by the mapping that Register makes
)

// CannotError says that authentik has no way to express a person.
type CannotError struct {
	Person string // login
	Why    string
}

// Error is one sentence.
func (e *CannotError) Error() string {
	return fmt.Sprintf("authentik cannot have %s like this: %s", e.Person, e.Why)
}

// profile is a person in the fields of authentik (schema.yml, UserRequest).
type profile struct {
	Username   string         `json:"username"`
	Name       string         `json:"name"`
	Email      string         `json:"email"`
	IsActive   bool           `json:"is_active"`
	Groups     []string       `json:"groups"` // UUIDs
	Attributes map[string]any `json:"attributes"`
}

// newProfile translates a person, or says why that is impossible. Authentik
// keeps one name, which it tells as given_name too and from which no
// family_name is made; the parts of a name are lost, not refused.
func newProfile(p provider.Person) (profile, error) {
	username := cmp.Or(p.Username, p.Login)
	if why := unfit(p, username); why != "" {
		return profile{}, &CannotError{Person: p.Login, Why: why}
	}
	claims, why := extraClaims(p)
	if why != "" {
		return profile{}, &CannotError{Person: p.Login, Why: why}
	}
	return profile{
		Username: username, Email: p.Email, IsActive: true, Groups: []string{},
		Name:       cmp.Or(p.Name, strings.TrimSpace(p.GivenName+" "+p.FamilyName)),
		Attributes: map[string]any{loginAttribute: p.Login, claimsAttribute: claims},
	}, nil
}

// unfit says why a person does not fit into authentik; empty: they do.
func unfit(p provider.Person, username string) string {
	switch {
	case p.Login == "" || p.Password == "":
		return "people log in with a name and a password"
	case !strings.EqualFold(p.Login, username) && !strings.EqualFold(p.Login, p.Email):
		return "people log in with the very user name or e-mail address that it tells as their claim"
	case p.Subject != "":
		return "it makes the claim sub itself, of the account's number"
	case p.Nickname != "" && p.Nickname != username:
		return "it tells the user name as the nickname"
	case p.Picture != "" || len(p.Roles) > 0:
		return "its default mappings tell no picture and no roles; both can be extra claims"
	}
	return ""
}

// extraClaims are those that the mapping of our own has to tell. The default
// mapping of the scope profile cannot be overruled: the order of mappings of one
// scope is not defined (providers/oauth2/views/userinfo.py).
func extraClaims(p provider.Person) (claims map[string]any, why string) {
	claims = map[string]any{}
	if p.EmailVerified != nil {
		claims["email_verified"] = *p.EmailVerified
	}
	always := []string{"sub", "email", "email_verified", "name", "given_name", "preferred_username", "nickname", "groups"}
	emails := []string{"email", "email_verified"}
	for _, name := range slices.Sorted(maps.Keys(p.Claims)) {
		value := p.Claims[name]
		switch own := slices.Contains(always, name); {
		case own && value == nil:
			return nil, fmt.Sprintf("it always tells the claim %q", name)
		case own && !slices.Contains(emails, name):
			return nil, fmt.Sprintf("it tells the claim %q as its default mapping has it", name)
		case value != nil:
			claims[name] = value
		}
	}
	return claims, ""
}
