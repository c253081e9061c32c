package clavex

import (
	"net/http"
	"net/mail"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// newUser is what creating an account reads (source: internal/handler/users.go).
type newUser struct {
	Email     string  `json:"email"`
	FirstName *string `json:"first_name"`
	LastName  *string `json:"last_name"`
	Password  *string `json:"password"`
}

// createUser answers 422 without a valid address and 409 for one that is taken.
// The address of a new account is not verified (source: the first migration).
func (p *Provider) createUser(w http.ResponseWriter, r *http.Request) {
	var wanted newUser
	if !decode(w, r, &wanted) {
		return
	}
	if tag := invalidAddress(wanted.Email); tag != "" {
		refuse(w, http.StatusUnprocessableEntity, complaint("createUserRequest", "Email", tag))
		return
	}
	if _, taken := p.People.Find(wanted.Email); taken {
		refuse(w, http.StatusConflict, "user already exists")
		return
	}
	unverified := false
	person := provider.Person{Login: wanted.Email, Email: wanted.Email, EmailVerified: &unverified}
	change{FirstName: wanted.FirstName, LastName: wanted.LastName, Password: wanted.Password}.apply(&person)
	if err := p.Put(r.Context(), person); err != nil {
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
		return
	}
	person, _ = p.People.Find(wanted.Email)
	op.JSON(w, http.StatusCreated, p.shown(person))
}

func invalidAddress(email string) (tag string) {
	if email == "" {
		return "required"
	}
	if address, err := mail.ParseAddress(email); err != nil || address.Address != email {
		return "email"
	}
	return ""
}

// change is what updating an account reads; fields that are missing stay. Of
// is_active and mfa_required, which the source has too, the emulator knows
// nothing: all accounts are active and have one factor.
type change struct {
	FirstName     *string `json:"first_name"`
	LastName      *string `json:"last_name"`
	Password      *string `json:"password"`
	EmailVerified *bool   `json:"is_email_verified"`
}

// apply leaves a verified address verified, whatever is asked for, and a
// password that is empty unchanged (source: internal/handler/users.go, Update).
func (c change) apply(person *provider.Person) {
	if c.FirstName != nil {
		person.GivenName = *c.FirstName
	}
	if c.LastName != nil {
		person.FamilyName = *c.LastName
	}
	person.Name = strings.TrimSpace(person.GivenName + " " + person.FamilyName)
	if c.Password != nil && *c.Password != "" {
		person.Password = *c.Password
	}
	if c.EmailVerified != nil && *c.EmailVerified {
		person.EmailVerified = c.EmailVerified
	}
}

func (p *Provider) updateUser(w http.ResponseWriter, r *http.Request) {
	person, ok := p.account(w, r.PathValue("id"))
	if !ok {
		return
	}
	var wanted change
	if !decode(w, r, &wanted) {
		return
	}
	p.People.Change(person.Subject, wanted.apply)
	person, _ = p.People.BySubject(person.Subject)
	op.JSON(w, http.StatusOK, p.shown(person))
}

// putAttributes sets the attributes without which a plain user has no user
// name, nickname or picture. It replaces all of them.
func (p *Provider) putAttributes(w http.ResponseWriter, r *http.Request) {
	person, ok := p.account(w, r.PathValue("id"))
	if !ok {
		return
	}
	var attributes map[string]any
	if !decode(w, r, &attributes) {
		return
	}
	p.People.Change(person.Subject, func(person *provider.Person) {
		person.Username, _ = attributes["preferred_username"].(string)
		person.Nickname, _ = attributes["nickname"].(string)
		person.Picture, _ = attributes["picture"].(string)
		person.Claims = otherClaims(attributes)
	})
	person, _ = p.People.BySubject(person.Subject)
	op.JSON(w, http.StatusOK, p.shown(person))
}

// otherClaims are the attributes beside those three that the userinfo endpoint
// repeats (source: internal/oidc/userinfo.go).
func otherClaims(attributes map[string]any) map[string]any {
	claims := map[string]any{}
	for _, name := range []string{"middle_name", "profile", "website", "gender", "birthdate", "zoneinfo", "locale"} {
		if value, set := attributes[name]; set && value != nil {
			claims[name] = value
		}
	}
	return claims
}
