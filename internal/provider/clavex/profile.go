package clavex

import (
	"fmt"
	"slices"
	"strings"

	"gonogo/internal/provider"
)

// CannotError says that Clavex has no way to express a person.
type CannotError struct {
	Person string // login
	Why    string
}

// Error is one sentence.
func (e *CannotError) Error() string {
	return fmt.Sprintf("Clavex cannot have %s like this: %s", e.Person, e.Why)
}

// profile is a person in the fields of Clavex.
type profile struct {
	first, last string
	attributes  map[string]any
}

// claimAttributes are the attributes that the userinfo endpoint repeats under
// their own names (internal/oidc/userinfo.go).
func claimAttributes() []string {
	return []string{
		"middle_name", "nickname", "preferred_username", "profile", "picture",
		"website", "gender", "birthdate", "zoneinfo", "locale",
	}
}

// newProfile translates a person, or says why that is impossible.
func newProfile(p provider.Person) (profile, error) {
	cannot := func(why string) (profile, error) {
		return profile{}, &CannotError{Person: p.Login, Why: why}
	}
	switch {
	case p.Login == "" || p.Password == "":
		return cannot("an account is created with an e-mail address and a password")
	case !strings.EqualFold(p.Email, p.Login):
		return cannot("people log in with the very e-mail address that Clavex tells as their claim")
	}
	first, last, ok := names(p)
	if !ok {
		return cannot("the name that it tells is always made of the given name and the family name")
	}
	attributes := map[string]any{}
	for name, value := range map[string]string{
		"preferred_username": p.Username, "nickname": p.Nickname, "picture": p.Picture,
	} {
		if value != "" {
			attributes[name] = value
		}
	}
	for name, value := range p.Claims {
		switch {
		case !slices.Contains(claimAttributes(), name):
			return cannot(fmt.Sprintf("of an account's attributes it tells only %s, and %q is not among them",
				strings.Join(claimAttributes(), ", "), name))
		case value == nil:
			delete(attributes, name)
		default:
			attributes[name] = value
		}
	}
	return profile{first: first, last: last, attributes: attributes}, nil
}

// names are the two fields of which Clavex makes "name". A person with a whole
// name only gets it split before the last word; the parts are then told as
// claims too.
func names(p provider.Person) (first, last string, ok bool) {
	joined := strings.TrimSpace(p.GivenName + " " + p.FamilyName)
	if joined != "" || p.Name == "" {
		return p.GivenName, p.FamilyName, joined == p.Name
	}
	words := strings.Fields(p.Name)
	split := max(1, len(words)-1)
	first, last = strings.Join(words[:split], " "), strings.Join(words[split:], " ")
	return first, last, strings.TrimSpace(first+" "+last) == p.Name
}

// keepable reports what an account that may exist already cannot become.
func keepable(p provider.Person, found *account) error {
	if p.Subject != "" && (found == nil || found.ID != p.Subject) {
		return &CannotError{Person: p.Login, Why: "it chooses the id of an account, the claim sub, itself"}
	}
	if found != nil && found.EmailVerified && p.EmailVerified != nil && !*p.EmailVerified {
		return &CannotError{Person: p.Login, Why: "it never takes back that an address is verified; remove the account first"}
	}
	return nil
}
