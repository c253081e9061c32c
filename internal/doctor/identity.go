package doctor

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// identity asks the identity endpoint with a token that was made up, in one of
// Rocket.Chat's two ways (§4.3); way "" sends none.
func (e *examination) identity(ctx context.Context, way string) answer {
	token := madeUp()
	address := e.config.endpoint("identity_path")
	if way == "payload" {
		name := e.config.text("access_token_param")
		if name == "" {
			name = "access_token"
		}
		separator := "?"
		if strings.Contains(address, "?") {
			separator = "&"
		}
		address += separator + url.QueryEscape(name) + "=" + token
	}
	return e.follow(ctx, func(method, address string) (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, method, address, http.NoBody)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept", "application/json")
		if way == "header" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		return r, nil
	}, http.MethodGet, address)
}

// identities is what the identity endpoint said to made-up tokens.
type identities struct {
	answer        // in the configured way
	other  answer // the other way
	none   answer // without a token
}

// probeIdentity asks in both ways and without a token: a provider that takes no
// notice of a way answers it as it answers no token at all.
func (e *examination) probeIdentity(ctx context.Context) identities {
	way := e.config.identityWay()
	i := identities{answer: e.identity(ctx, way)}
	if i.status == 0 || i.nature != sound {
		return i
	}
	if i.status == http.StatusOK {
		if _, ok := i.object(); !ok {
			i.nature = odd
		}
		return i
	}
	i.other, i.none = e.identity(ctx, opposite(way)), e.identity(ctx, "")
	return i
}

// wayRefused tells whether the endpoint takes no notice of the configured way, or
// refuses it, while it looks at tokens that come the other way.
func (i identities) wayRefused() bool {
	looks := i.other.code() == "invalid_token" && i.code() != "invalid_token"
	return i.told() && (looks || i.words() == i.none.words() && i.other.words() != i.none.words())
}

// told tells whether anything can be known of the ways: where all three answers
// are alike, nothing can.
func (i identities) told() bool {
	return i.nature == sound && i.other.status != 0 && i.words() != i.other.words()
}

// words are an answer's status, error and text.
func (a answer) words() string {
	return mark(landing{answer: a}, start{}, "") + a.code()
}
