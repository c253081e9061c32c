package trial

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/identity"
)

// exchange trades the code for an access token, which is never printed.
func (t *trier) exchange(ctx context.Context, c code) (token string, ok bool) {
	way := t.config.tokenWay()
	got := t.requestToken(ctx, c, way, t.Release.Has(release.TokenParamsInQuery))
	if got.fine() {
		return t.readToken(got)
	}
	if cause := t.tokenTrouble(got); cause != "" {
		t.found(cause, t.tokenAddress(), got.words(), "")
		return "", false
	}
	return t.tokenRefused(ctx, got, way)
}

func (t *trier) tokenAddress() string { return plain(t.config.endpoint("tokenPath")) }

// tokenTrouble is the cause of an answer that says nothing about the request; ""
// for a refusal.
func (t *trier) tokenTrouble(a answer) diagnosis.Cause {
	switch {
	case a.failure == slow:
		return diagnosis.TokenSlow
	case a.failure == untrusted:
		return diagnosis.CertificateUntrusted
	case a.failure == unknownHost:
		return diagnosis.TokenPathWrong // the provider's pages have just been found
	case a.failure == down:
		return diagnosis.TokenDown
	case a.status >= http.StatusInternalServerError:
		return diagnosis.TokenFailing
	case a.status == http.StatusTooManyRequests:
		return diagnosis.RateLimited
	case a.absent():
		return diagnosis.TokenPathWrong
	}
	return ""
}

// tokenRefused finds out what the endpoint minds: it is asked again with other
// codes, the other way, and in the right form where the release sends a wrong one.
func (t *trier) tokenRefused(ctx context.Context, first answer, way string) (string, bool) {
	if c, ok := t.again(ctx); ok && t.Release.Has(release.TokenParamsInQuery) {
		if t.requestToken(ctx, c, way, false).fine() {
			t.found(diagnosis.ReleaseBug, t.tokenAddress(), "this release sends the token request's parameters in the query", "")
			return "", false
		}
	}
	if c, ok := t.again(ctx); ok && t.requestToken(ctx, c, other(way), false).fine() {
		t.found(diagnosis.TokenWayRefused, t.tokenAddress(), way+": "+first.words(), other(way))
		return "", false
	}
	cause := diagnosis.TokenError
	switch word := first.errorWord(); {
	case word == "invalid_client", word == "unauthorized_client",
		first.status == http.StatusUnauthorized, first.status == http.StatusForbidden:
		cause = diagnosis.SecretWrong
	}
	t.found(cause, t.tokenAddress(), first.words(), "")
	return "", false
}

// readToken takes the token out of a good answer.
func (t *trier) readToken(a answer) (string, bool) {
	object, readable := a.object()
	switch {
	case !readable:
		t.found(diagnosis.TokenNotJSON, t.tokenAddress(), "an answer of the type "+typeOf(a), "application/json")
	case identity.Truthy(object["error"]):
		t.found(diagnosis.TokenError, t.tokenAddress(), a.words(), "")
	case !identity.Truthy(object["access_token"]):
		t.found(diagnosis.TokenMissing, t.tokenAddress(), "an answer without access_token", "")
	default:
		return identity.Text(object["access_token"]), true
	}
	return "", false
}

func typeOf(a answer) string {
	kind, _, _ := strings.Cut(a.kind, ";")
	if kind == "" || len(a.body) == 0 {
		return "(none)"
	}
	return kind
}

// requestToken sends the form as Rocket.Chat does, in its order (§4.2): in the
// header mode id and secret are not encoded.
func (t *trier) requestToken(ctx context.Context, c code, way string, inQuery bool) answer {
	form := "code=" + url.QueryEscape(c.value) + "&redirect_uri=" + url.QueryEscape(t.RedirectURI) +
		"&grant_type=authorization_code&state=" + url.QueryEscape(c.state)
	if way == byPayload {
		form += "&client_secret=" + url.QueryEscape(string(t.ClientSecret)) + "&client_id=" + url.QueryEscape(t.ClientID)
	}
	address := t.config.endpoint("tokenPath")
	if inQuery {
		address, form = withQuery(address, form), ""
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form))
	if err != nil {
		return answer{failure: unknownHost}
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if way == byHeader {
		request.SetBasicAuth(t.ClientID, string(t.ClientSecret))
	}
	return t.ask(ctx, request)
}

// withQuery appends parameters to an address.
func withQuery(address, parameters string) string {
	if strings.Contains(address, "?") {
		return address + "&" + parameters
	}
	return address + "?" + parameters
}
