package encvoy

import (
	"cmp"
	"fmt"
	"strings"

	"gonogo/internal/provider"
)

// CannotError says that Encvoy ID has no way to express a person.
type CannotError struct {
	Person string // login
	Why    string
}

// Error is one sentence.
func (e *CannotError) Error() string {
	return fmt.Sprintf("Encvoy ID cannot have %s like this: %s", e.Person, e.Why)
}

// The levels of privacy of a field (enums.ts, EClaimPrivacy).
const (
	shownToClients = "publicOauth"
	hidden         = "private"
)

// profile is a person in the fields of Encvoy ID.
type profile struct {
	login, email, nickname string
	given, family          string
	privacy                map[string][]string // fields by level
}

// fields are what both creating and updating read (users.dto.ts).
func (w profile) fields() map[string]any {
	fields := map[string]any{"login": w.login, "given_name": w.given, "family_name": w.family}
	if w.email != "" {
		fields["email"] = w.email
	}
	if w.nickname != "" { // else Encvoy ID makes one up
		fields["nickname"] = w.nickname
	}
	return fields
}

// newProfile translates a person, or says why that is impossible. Whether the
// address is verified is not told to clients, so it does not matter.
func newProfile(p provider.Person) (profile, error) {
	// A login with an @ in it would be taken for an e-mail address (helpers.ts).
	local, _, _ := strings.Cut(p.Login, "@")
	login := cmp.Or(p.Username, local)
	why := ""
	switch {
	case p.Login == "" || p.Password == "":
		why = "an account is created with a login and a password"
	case !strings.EqualFold(p.Login, login) && !strings.EqualFold(p.Login, p.Email):
		why = "people log in with their user name or their e-mail address"
	case p.Username == "" && p.PublicProfile:
		why = "everybody has a user name, which a public profile shows"
	case p.Subject != "":
		why = "it numbers the accounts, the claim sub, itself"
	case len(p.Groups) > 0 || len(p.Roles) > 0:
		why = "it never tells groups or roles"
	case len(p.Claims) > 0:
		why = "it tells no claims but those of its own"
	case p.PublicProfile && p.Name != told(p):
		why = "the name that it tells is made of the given name and the family name, where there are both"
	}
	if why != "" {
		return profile{}, &CannotError{Person: p.Login, Why: why}
	}
	return profile{
		login: login, email: p.Email, nickname: p.Nickname,
		given: p.GivenName, family: p.FamilyName, privacy: privacy(p.PublicProfile),
	}, nil
}

// told is the claim "name" (packages/oidc/src/account.ts).
func told(p provider.Person) string {
	if p.GivenName == "" || p.FamilyName == "" {
		return ""
	}
	return p.GivenName + " " + p.FamilyName
}

// privacy is the default, "picture nickname", or everything (providers: Encvoy ID).
func privacy(public bool) map[string][]string {
	always := []string{"picture", "nickname"}
	others := []string{"login", "email", "given_name", "family_name", "birthdate"}
	if public {
		return map[string][]string{shownToClients: append(always, others...)}
	}
	return map[string][]string{shownToClients: always, hidden: others}
}
