package trial

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/simulator/rocketchat/identity"
)

// identify asks whose the token is.
func (t *trier) identify(ctx context.Context, token string) (claims map[string]any, ok bool) {
	way := t.config.identityWay()
	got := t.requestIdentity(ctx, token, way)
	address := plain(t.config.endpoint("identityPath"))
	if cause := identityTrouble(got); cause != "" {
		t.found(cause, address, got.words(), "")
		return nil, false
	}
	if !got.fine() {
		if t.requestIdentity(ctx, token, other(way)).fine() {
			t.found(diagnosis.IdentityWayRefused, address, way+": "+got.words(), other(way))
		} else {
			t.found(diagnosis.IdentityFailing, address, got.words(), "")
		}
		return nil, false
	}
	claims, readable := got.object()
	if !readable {
		t.found(diagnosis.IdentityNotJSON, address, "an answer of the type "+typeOf(got), "application/json")
		return nil, false
	}
	t.trial.Claims = slices.Sorted(maps.Keys(claims))
	return claims, true
}

// identityTrouble is the cause of an answer that says nothing about the token; ""
// for an identity or a refusal.
func identityTrouble(a answer) diagnosis.Cause {
	switch {
	case a.failure == slow:
		return diagnosis.IdentitySlow
	case a.failure == untrusted:
		return diagnosis.CertificateUntrusted
	case a.failure == unknownHost, a.absent():
		return diagnosis.IdentityPathWrong
	case a.failure == down:
		return diagnosis.IdentityDown
	case a.status >= http.StatusInternalServerError:
		return diagnosis.IdentityFailing
	case a.status == http.StatusTooManyRequests:
		return diagnosis.RateLimited
	}
	return ""
}

func (t *trier) requestIdentity(ctx context.Context, token, way string) answer {
	address := t.config.endpoint("identityPath")
	if way == byPayload {
		address = withQuery(address, url.QueryEscape(t.config.tokenParameter())+"="+url.QueryEscape(token))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{failure: unknownHost}
	}
	if way == byHeader {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return t.ask(ctx, request)
}

// normalised is what Rocket.Chat makes of the claims (§4.4, §4.5).
func normalised(claims map[string]any, c config) (map[string]any, error) {
	return identity.Normalise(claims, c.fields())
}

// mapped checks every mapped field for itself, so that each is told that is
// missing. It is false if the login cannot go on.
func (t *trier) mapped(claims map[string]any) bool {
	where := plain(t.config.endpoint("identityPath"))
	fatal := false
	for _, field := range []struct {
		setting string
		cause   diagnosis.Cause
		fatal   bool
	}{
		{"usernameField", diagnosis.UsernameMissing, true},
		{"emailField", diagnosis.EmailMissing, true},
		{"nameField", diagnosis.NameMissing, false},
	} {
		text := t.config.text(field.setting)
		switch {
		case field.fatal && text != "" && !yields(claims, text):
			t.found(field.cause, where, "no "+text, text)
			fatal = true
		case halfDefined(claims, text):
			t.found(field.cause, where, "undefined in "+text, text)
		}
	}
	if data, err := identity.Normalise(claims, identity.Config{}); err == nil && !identity.Truthy(data["id"]) {
		t.found(diagnosis.IdentityWithoutID, where, "none of sub, id, user_id and the like", "sub")
		fatal = true
	}
	return !fatal
}

// yields tells whether a mapped field has a value.
func yields(claims map[string]any, field string) bool {
	_, err := identity.Normalise(claims, identity.Config{UsernameField: field})
	return err == nil
}

// halfDefined tells whether a chunk of a template yields nothing, which becomes the
// text "undefined" (§4.5).
func halfDefined(claims map[string]any, field string) bool {
	for _, chunk := range regexp.MustCompile(`\{\{.+?\}\}`).FindAllString(field, -1) {
		data, err := identity.Normalise(claims, identity.Config{UsernameField: chunk})
		if err == nil && data["username"] == "undefined" {
			return true
		}
	}
	return false
}
