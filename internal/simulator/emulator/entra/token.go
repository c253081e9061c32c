package entra

import (
	"net/http"
	"strconv"
	"time"

	"gonogo/internal/simulator/emulator/op"
)

// defaultResource is what v1 tokens are for when the request names no
// "resource": Azure AD Graph.
const defaultResource = "00000002-0000-0000-c000-000000000000"

// token answers in the form of v1, in which every number is text.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	tokens, refused := p.Token(r)
	if refused != nil {
		p.refuseToken(w, tokenProblem(refused))
		return
	}
	now := p.Now()
	answer := map[string]any{
		"token_type": "Bearer", "scope": userRead, "resource": defaultResource,
		"expires_in":     strconv.Itoa(tokens.ExpiresIn),
		"ext_expires_in": strconv.Itoa(tokens.ExpiresIn),
		"expires_on":     strconv.FormatInt(now.Add(accessLifespan).Unix(), 10),
		"not_before":     strconv.FormatInt(now.Add(-5*time.Minute).Unix(), 10),
		"access_token":   tokens.Access,
	}
	op.Claims(answer).Text("id_token", tokens.ID)
	op.Claims(answer).Text("refresh_token", tokens.Refresh)
	op.JSON(w, http.StatusOK, answer)
}

// refuseToken answers 401 for a wrong secret and 400 for anything else.
func (p *Provider) refuseToken(w http.ResponseWriter, found problem) {
	status := http.StatusBadRequest
	if found.oauth == "invalid_client" {
		status = http.StatusUnauthorized
	}
	t := p.trace()
	op.JSON(w, status, map[string]any{
		"error": found.oauth, "error_description": t.describe(found.code, found.text),
		"error_codes": []int{found.code}, "timestamp": t.timestamp,
		"trace_id": t.id, "correlation_id": t.correlation,
		"error_uri": p.HostURL("/error?code=" + strconv.Itoa(found.code)),
	})
}

// userinfo takes the token from the header only. The refusal is that of
// "Errors from Secured Resources" (learn.microsoft.com, dn645539).
func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	token := op.HeaderToken(r)
	grant, ok := p.Bearer(r.Context(), token)
	if ok {
		op.JSON(w, http.StatusOK, claims(grant))
		return
	}
	description := "The access token is invalid."
	if token == "" {
		description = "The access token is missing."
	}
	w.Header().Set("WWW-Authenticate", `Bearer authorization_uri="`+p.URL("/oauth2/authorize")+
		`", error="invalid_token", error_description="`+description+`"`)
	op.JSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_token", "error_description": description})
}

// claims are the four of v1. Everything else, email and preferred_username
// included, takes an optional claim, which is what Person.Claims is here.
func claims(g op.Grant) op.Claims {
	c := op.Claims{"sub": g.Person.Subject}
	c.Text("name", g.Person.Name)
	c.Text("family_name", g.Person.FamilyName)
	c.Text("given_name", g.Person.GivenName)
	return c.Overlay(g.Person)
}

// idTokenClaims are those of v1 id tokens ("ID token claims reference"),
// without the ones that depend on the network.
func (p *Provider) idTokenClaims(g op.Grant) op.Claims {
	c := claims(g)
	c["nbf"] = p.Now().Unix()
	c["tid"], c["ver"] = p.tenant, "1.0"
	c.Text("unique_name", g.Person.Login)
	c.Text("upn", g.Person.Login)
	return c
}

func (p *Provider) accessTokenClaims(g op.Grant) op.Claims {
	c := p.idTokenClaims(g)
	c["aud"], c["appid"], c["scp"] = defaultResource, g.Client.ID, userRead
	return c
}
