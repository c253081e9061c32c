package clavex

import (
	"net/http"

	"gonogo/internal/simulator/emulator/op"
	"gonogo/internal/simulator/seeded"
)

// oauthError answers 400: Clavex uses no other status for OAuth errors, not
// even for a wrong secret, and sends no WWW-Authenticate.
func (p *Provider) oauthError(w http.ResponseWriter, code, description string) {
	status := http.StatusBadRequest
	if code == "invalid_client" && p.Seeded.Has(seeded.StatusByTheBook) {
		status = http.StatusUnauthorized
	}
	if code == "invalid_client" && p.Seeded.Has(seeded.SecretRefusedAsGrant) {
		code = "invalid_grant"
	}
	answer := op.Claims{"error": code}
	if !p.Seeded.Has(seeded.ReasonsWithheld) {
		answer.Text("error_description", description)
	}
	op.JSON(w, status, answer)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	client := r.PostForm.Get("client_id") // the limit counts by address without it
	if client == "" {
		client = address(r)
	}
	if !p.limits.allow(w, "token "+client, func(l perMinute) int { return l.Tokens }) {
		return
	}
	tokens, problem := p.Token(r)
	if problem != nil {
		p.oauthError(w, problem.Code, problem.Description)
		return
	}
	answer := tokens.Answer()
	delete(answer, "scope") // Clavex does not name it
	op.JSON(w, http.StatusOK, answer)
}

// userinfo takes the token from the header only.
func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	token := op.HeaderToken(r)
	if token == "" && p.Seeded.Has(seeded.TokenByQueryTaken) {
		token = r.Form.Get("access_token")
	}
	if token == "" {
		refuse(w, http.StatusUnauthorized, "missing bearer token")
		return
	}
	grant, ok := p.Bearer(r.Context(), token)
	if !ok {
		refuse(w, http.StatusUnauthorized, "invalid token")
		return
	}
	op.JSON(w, http.StatusOK, p.claims(grant))
}

// claims are those of a plain user. groups and roles always come; the four
// last ones only after they were set as attributes. Assumption: an address counts
// as verified unless the person says otherwise.
func (p *Provider) claims(g op.Grant) op.Claims {
	person := g.Person
	c := op.Claims{
		"sub":            person.Subject,
		"email":          person.Email,
		"email_verified": op.OrElse(person.EmailVerified, true),
		"name":           person.Name,
		"given_name":     person.GivenName,
		"family_name":    person.FamilyName,
		"groups":         op.List(person.Groups),
		"roles":          op.List(person.Roles),
		"updated_at":     p.Now().Unix(),
	}
	for _, name := range []string{"email", "name", "given_name", "family_name"} {
		if c[name] == "" {
			delete(c, name)
		}
	}
	c.Text("preferred_username", person.Username)
	c.Text("nickname", person.Nickname)
	c.Text("picture", person.Picture)
	return c.Overlay(person)
}
