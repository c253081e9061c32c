package authentik

import (
	"cmp"
	"net/http"

	"gonogo/internal/simulator/emulator/op"
)

// tokenErrors are the words of TokenError (errors.py).
func tokenErrors() map[string]string {
	return map[string]string{
		"invalid_request": "The request is otherwise malformed",
		"invalid_client": "Client authentication failed (e.g., unknown client, no client authentication " +
			"included, or unsupported authentication method)",
		"invalid_grant": "The provided authorization grant or refresh token is invalid, expired, revoked, " +
			"does not match the redirection URI used in the authorization request, or was issued to another client",
		"unsupported_grant_type": "The authorization grant type is not supported by the authorization server",
	}
}

// token answers every error with 400, a wrong secret included
// (views/token.py).
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	tokens, problem := p.Token(r)
	if problem != nil {
		description, known := tokenErrors()[problem.Code]
		if !known {
			description = problem.Description
		}
		op.JSON(w, http.StatusBadRequest, map[string]string{"error": problem.Code, "error_description": description})
		return
	}
	op.JSON(w, http.StatusOK, tokens.Answer())
}

// userinfo takes the token from header, body or query (utils.py,
// extract_access_token).
func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	token := op.HeaderToken(r)
	if token == "" {
		token = r.Form.Get("access_token")
	}
	grant, ok := p.Bearer(r.Context(), token)
	switch {
	case !ok:
		refuseBearer(w, http.StatusUnauthorized, "invalid_token",
			"The access token provided is expired, revoked, malformed, or invalid for other reasons")
	case !grant.Has("openid"):
		refuseBearer(w, http.StatusForbidden, "insufficient_scope",
			"The request requires higher privileges than provided by the access token")
	default:
		op.JSON(w, http.StatusOK, claims(grant))
	}
}

func refuseBearer(w http.ResponseWriter, status int, code, description string) {
	w.Header().Set("WWW-Authenticate", `error="`+code+`", error_description="`+description+`"`)
	w.WriteHeader(status)
}

// claims are those of the default scope mappings. Authentik knows one name, so
// given_name repeats it, and nickname repeats the user name. There is no
// picture, and an e-mail address counts as not verified since 2025.10.
func claims(g op.Grant) op.Claims {
	person := g.Person
	c := op.Claims{"sub": person.Subject}
	if g.Has("email") {
		c.Text("email", person.Email)
		c["email_verified"] = op.OrElse(person.EmailVerified, false)
	}
	if g.Has("profile") {
		c.Text("name", person.Name)
		c.Text("given_name", person.Name)
		username := cmp.Or(person.Username, person.Login) // mandatory
		c.Text("preferred_username", username)
		c.Text("nickname", username)
		c["groups"] = op.List(person.Groups)
	}
	return c.Overlay(person)
}
