package encvoy

import (
	"net/http"
	"strconv"

	"gonogo/internal/simulator/emulator/op"
)

func oauthError(w http.ResponseWriter, status int, code, description string) {
	op.JSON(w, status, map[string]string{"error": code, "error_description": description})
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	tokens, problem := p.Token(r)
	switch {
	case problem == nil:
	case problem.Code == "invalid_client":
		w.Header().Set("WWW-Authenticate", "Basic realm="+strconv.Quote(p.URL("")))
		oauthError(w, http.StatusUnauthorized, "invalid_client", "client authentication failed")
		return
	case problem.Code == "invalid_grant":
		oauthError(w, http.StatusBadRequest, "invalid_grant", "grant request is invalid")
		return
	default:
		oauthError(w, http.StatusBadRequest, problem.Code, problem.Description)
		return
	}
	op.JSON(w, http.StatusOK, tokens.Answer())
}

// me refuses tokens in the query with 400 (npm oidc-provider, bearer.js).
func (p *Provider) me(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("access_token") {
		oauthError(w, http.StatusBadRequest, "invalid_request", "access tokens must not be provided via query parameter")
		return
	}
	token := op.HeaderToken(r)
	if token == "" {
		token = r.PostForm.Get("access_token")
	}
	if token == "" {
		oauthError(w, http.StatusBadRequest, "invalid_request", "no access token provided")
		return
	}
	grant, ok := p.Bearer(r.Context(), token)
	switch {
	case !ok:
		w.Header().Set("WWW-Authenticate", "Bearer realm="+strconv.Quote(p.URL(""))+
			`, error="invalid_token", error_description="invalid token provided"`)
		oauthError(w, http.StatusUnauthorized, "invalid_token", "invalid token provided")
	case !grant.Has("openid"):
		oauthError(w, http.StatusForbidden, "insufficient_scope", "access token missing openid scope")
	default:
		op.JSON(w, http.StatusOK, claims(grant))
	}
}

// claims are what the person has made public, as far as the scopes go. That is
// picture and nickname for a new account; a profile that is public altogether
// adds the rest. There is never a preferred_username and there are no groups.
func claims(g op.Grant) op.Claims {
	person := g.Person
	c := op.Claims{"sub": person.Subject}
	if g.Has("profile") {
		c.Text("picture", person.Picture)
		c.Text("nickname", person.Nickname)
	}
	if person.PublicProfile && g.Has("profile") {
		c.Text("given_name", person.GivenName)
		c.Text("family_name", person.FamilyName)
		c.Text("login", person.Username)
		c["birthdate"] = nil
		if person.GivenName != "" && person.FamilyName != "" { // account.ts: never from elsewhere
			c["name"] = person.GivenName + " " + person.FamilyName
		}
	}
	if person.PublicProfile && g.Has("email") {
		c.Text("email", person.Email)
	}
	return c.Overlay(person)
}
