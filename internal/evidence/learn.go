package evidence

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/browser"
)

// longestLearned is the size in bytes up to which an answer is looked through for
// tokens: those that hand out tokens are short.
const longestLearned = 8 << 10

// longEnough is the length in bytes from which a value that was learned from its
// place counts as a secret wherever it stands: "state=on" is none.
const longEnough = 12

// Learn makes the secrets known that windows have exchanged: codes, states,
// tokens and cookies. They are gone then from texts, too, in which nothing says
// what they are.
func (r *Redactor) Learn(exchanges []browser.Exchange) {
	for _, x := range exchanges {
		r.learnAddress(x.URL)
		r.learnHeaders(x.RequestHeaders)
		r.learnHeaders(x.ResponseHeaders)
		if strings.HasPrefix(header(x.RequestHeaders, "Content-Type"), "application/x-www-form-urlencoded") {
			r.learnParameters(x.RequestBody)
		} else {
			r.learnDocument(x.RequestBody)
		}
		r.learnDocument(x.ResponseBody)
	}
}

func (r *Redactor) learnAddress(address string) {
	if u, err := url.Parse(address); err == nil {
		r.learnParameters(u.RawQuery)
		r.learnParameters(fragmentQuery(u.EscapedFragment()))
	}
}

func (r *Redactor) learnHeaders(all map[string]string) {
	for name, value := range all {
		switch http.CanonicalHeaderKey(name) {
		case "Location":
			r.learnAddress(value)
		case "Cookie":
			for part := range strings.SplitSeq(value, "; ") {
				r.learnCookie(part)
			}
		case "Set-Cookie":
			for line := range strings.SplitSeq(value, "\n") {
				part, _, _ := strings.Cut(line, ";")
				r.learnCookie(part)
			}
		case "Authorization":
			_, credentials, _ := strings.Cut(value, " ")
			r.learn(credentials)
		case "X-Auth-Token":
			r.learn(value)
		}
	}
}

func (r *Redactor) learnCookie(part string) {
	_, value, _ := strings.Cut(part, "=")
	r.learn(unescaped(value))
}

func (r *Redactor) learnParameters(encoded string) {
	for part := range strings.SplitSeq(encoded, "&") {
		name, value, _ := strings.Cut(part, "=")
		if isSecretKey(name) {
			r.learn(unescaped(value))
		}
	}
}

// learn takes a value in, and what it carries: Rocket.Chat's state is JSON in
// base64, in which the credential's token is.
func (r *Redactor) learn(value string) {
	if len(value) < longEnough {
		return
	}
	r.Add(value)
	if strings.HasPrefix(value, "eyJ") {
		if inner, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(value, "=")); err == nil {
			r.learnDocument(string(inner))
		}
	}
}

// learnDocument looks through JSON, also where a text in it is JSON again, as in
// the answers to Rocket.Chat's method calls.
func (r *Redactor) learnDocument(text string) {
	if len(text) > longestLearned || !strings.HasPrefix(text, "{") {
		return
	}
	var document map[string]any
	if json.Unmarshal([]byte(text), &document) == nil {
		r.learnValues(document)
	}
}

func (r *Redactor) learnValues(document map[string]any) {
	for name, value := range document {
		switch v := value.(type) {
		case string:
			if isSecretKey(name) {
				r.learn(v)
			}
			r.learnDocument(v)
		case map[string]any:
			r.learnValues(v)
		case []any:
			for _, one := range v {
				r.learnValues(map[string]any{name: one})
			}
		}
	}
}
