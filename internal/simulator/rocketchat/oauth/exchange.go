package oauth

import (
	"context"
	"maps"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/identity"
)

// tokens is the decoded answer of the token endpoint.
type tokens map[string]any

// access is the token as it enters the identity request: a missing one is not
// detected and travels as "undefined" (§4.2).
func (t tokens) access() string {
	if v, ok := t["access_token"]; ok {
		return identity.Text(v)
	}
	return "undefined"
}

// document is the service document: the tokens, overlaid with the identity.
func (t tokens) document(s service, claims map[string]any, now time.Time) map[string]any {
	doc := map[string]any{"_OAuthCustom": true, "serverURL": s.text("serverURL"), "expiresAt": t.expiresAt(now)}
	for field, claim := range map[string]string{"accessToken": "access_token", "idToken": "id_token"} {
		if v, ok := t[claim]; ok {
			doc[field] = v
		}
	}
	if identity.Truthy(t["refresh_token"]) {
		doc["refreshToken"] = t["refresh_token"]
	}
	maps.Copy(doc, claims)
	return doc
}

// expiresAt is in milliseconds since 1970: now + 1000·parseInt(expires_in, 10)
// (custom_oauth_server.js). Without a number the server stores NaN, which JSON shows
// as null, like an infinity; null is what is stored here.
func (t tokens) expiresAt(now time.Time) any {
	at := float64(now.UnixMilli()) + 1000*identity.Integer(t["expires_in"])
	if math.IsNaN(at) || math.IsInf(at, 0) {
		return nil
	}
	return at
}

// exchange trades the code for tokens (§4.2).
func (p provider) exchange(ctx context.Context, s service, q query, redirectURI string) (tokens, error) {
	address := p.endpoint(s, "tokenPath")
	s = p.authenticating(s)
	got, err := p.requestTokens(ctx, s, address, form(s, q, redirectURI))
	if err != nil {
		return nil, &stepError{"complete OAuth handshake with", s.key, address, err}
	}
	if err := p.inTime(got); err != nil {
		return nil, &stepError{"complete OAuth handshake with", s.key, address, err}
	}
	return got, nil
}

// form is the body in the server's order; the secret is in it unless it
// travels in a header.
func form(s service, q query, redirectURI string) string {
	fields := [][2]string{
		{"code", q.text("code")}, {"redirect_uri", redirectURI}, {"grant_type", "authorization_code"}, {"state", q.text("state")},
	}
	if s.text("tokenSentVia") != "header" {
		fields = append(fields, [2]string{"client_secret", s.text("secret")}, [2]string{"client_id", s.text("clientId")})
	}
	pairs := make([]string, len(fields))
	for i, f := range fields {
		pairs[i] = f[0] + "=" + url.QueryEscape(f[1])
	}
	return strings.Join(pairs, "&")
}

func (p provider) requestTokens(ctx context.Context, s service, address, form string) (tokens, error) {
	body := form
	if p.release.Has(release.TokenParamsInQuery) {
		address, body = withQuery(address, form), ""
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return nil, errNotAbsolute
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if s.text("tokenSentVia") == "header" {
		// Id and secret go in as they are, without form-encoding.
		request.SetBasicAuth(s.text("clientId"), s.text("secret"))
	}
	answer, err := p.do(ctx, request)
	if err != nil {
		return nil, err
	}
	data, err := p.decode(answer)
	if err != nil {
		return nil, err
	}
	if identity.Truthy(data["error"]) {
		return nil, wording(identity.Text(data["error"]))
	}
	return data, nil
}

// withQuery appends parameters to an address.
func withQuery(address, parameters string) string {
	if strings.Contains(address, "?") {
		return address + "&" + parameters
	}
	return address + "?" + parameters
}
