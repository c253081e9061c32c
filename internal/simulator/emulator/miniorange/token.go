package miniorange

import (
	"cmp"
	"net/http"

	"gonogo/internal/simulator/emulator/op"
)

func oauthError(w http.ResponseWriter, status int, code, description string) {
	op.JSON(w, status, map[string]string{"error": code, "error_description": description})
}

// token. Assumption: 401 for a wrong secret and 400 for the rest, as RFC 6749
// has it.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	tokens, problem := p.Token(r)
	if problem != nil {
		refuseToken(w, problem)
		return
	}
	op.JSON(w, http.StatusOK, tokens.Answer())
}

func refuseToken(w http.ResponseWriter, problem *op.TokenProblem) {
	status := http.StatusBadRequest
	if problem.Code == "invalid_client" {
		status = http.StatusUnauthorized
	}
	oauthError(w, status, problem.Code, problem.Description)
}

// userinfo. Assumption: the token is taken from header and query, because the
// guide offers both ways of sending it.
func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	token := op.HeaderToken(r)
	if token == "" {
		token = r.Form.Get("access_token")
	}
	grant, ok := p.Bearer(r.Context(), token)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		oauthError(w, http.StatusUnauthorized, "invalid_token", "The access token is invalid or has expired.")
		return
	}
	op.JSON(w, http.StatusOK, claims(grant))
}

// claims. The scope profile brings "firstname, lastname, username, email etc."
// (oauth-api); email, name and family_name are in the example answer of
// developers.miniorange.com/docs/idp/api/openid-api-guide. Assumption: sub is
// the user name, and given_name goes with family_name.
func claims(g op.Grant) op.Claims {
	person := g.Person
	c := op.Claims{"sub": person.Subject}
	if g.Has("profile") {
		c.Text("username", cmp.Or(person.Username, person.Login)) // mandatory
		c.Text("firstname", person.GivenName)
		c.Text("lastname", person.FamilyName)
		c.Text("name", person.Name)
		c.Text("given_name", person.GivenName)
		c.Text("family_name", person.FamilyName)
	}
	if g.Has("email") || g.Has("profile") {
		c.Text("email", person.Email)
	}
	return c.Overlay(person)
}

// introspect answers about a token to a client that authenticates by Basic.
func (p *Provider) introspect(w http.ResponseWriter, r *http.Request) {
	grant, active, problem := p.Introspect(r)
	switch {
	case problem != nil:
		refuseToken(w, problem)
	case !active:
		op.JSON(w, http.StatusOK, map[string]bool{"active": false})
	default:
		op.JSON(w, http.StatusOK, map[string]any{
			"active": true, "client_id": grant.Client.ID, "sub": grant.Subject,
			"username": grant.Person.Username, "scope": op.Join(grant.Scopes), "token_type": "Bearer",
		})
	}
}

func (p *Provider) revoke(w http.ResponseWriter, r *http.Request) {
	if problem := p.Revoke(r); problem != nil {
		refuseToken(w, problem)
		return
	}
	w.WriteHeader(http.StatusOK)
}
