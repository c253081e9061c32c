package doctor

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// exchange asks the token endpoint for tokens, with a code that was made up, in
// one of Rocket.Chat's two ways (§4.2).
func (e *examination) exchange(ctx context.Context, way, id string, key secret) answer {
	fields := [][2]string{
		{"code", madeUp()}, {"redirect_uri", e.redirectURI(e.URL)}, {"grant_type", "authorization_code"}, {"state", madeUp()},
	}
	if way != "header" {
		fields = append(fields, [2]string{"client_secret", string(key)}, [2]string{"client_id", id})
	}
	pairs := make([]string, len(fields))
	for i, f := range fields {
		pairs[i] = f[0] + "=" + url.QueryEscape(f[1])
	}
	body := strings.Join(pairs, "&")
	return e.follow(ctx, func(method, address string) (*http.Request, error) {
		sent := body
		if method == http.MethodGet {
			sent = ""
		}
		r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(sent))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept", "application/json")
		if method != http.MethodGet {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if way == "header" {
			r.SetBasicAuth(id, string(key))
		}
		return r, nil
	}, http.MethodPost, e.config.endpoint("token_path"))
}

// tokens is what the token endpoint said to made-up codes.
type tokens struct {
	answer          // in the configured way, with what credentials there are
	control answer  // the same with a secret that was made up
	other   *answer // the other way; nil where the first was accepted or none is known
	known   bool    // the real secret was sent
}

// probeToken asks once, once more with wrong credentials, and, where the right
// ones are refused, the other way.
func (e *examination) probeToken(ctx context.Context) tokens {
	way, id := e.config.tokenWay(), e.config.text("id")
	key, known := e.config.secret, e.config.secret != ""
	if !known {
		key = secret(madeUp())
	}
	t := tokens{answer: e.exchange(ctx, way, id, key), known: known}
	if t.nature != sound {
		return t
	}
	if known {
		t.control = e.exchange(ctx, way, id, secret(madeUp()))
	} else {
		t.control = e.exchange(ctx, way, madeUp(), secret(madeUp()))
	}
	if known && t.refused() {
		other := e.exchange(ctx, opposite(way), id, key)
		t.other = &other
	}
	return t
}

func opposite(way string) string {
	if way == "header" {
		return "payload"
	}
	return "header"
}

// refused tells whether the endpoint refuses the client: invalid_client, or 401
// without a word.
func (a answer) refused() bool {
	code := a.code()
	return code == "invalid_client" || code == "unauthorized_client" || a.status == http.StatusUnauthorized && code != "invalid_grant"
}

// judges tells whether the endpoint looks at the client before the code.
func (t tokens) judges() bool { return !t.refused() && t.control.refused() }

// alwaysTheSame tells whether the endpoint answers 200 with one and the same
// error to right and to wrong credentials: one that tells them apart answers all
// errors with that status.
func (t tokens) alwaysTheSame() bool { return t.code() != "" && t.code() == t.control.code() }
