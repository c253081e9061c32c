package oauth

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// query holds the parameters of a callback; a missing one is JavaScript's undefined.
type query map[string]string

// text is String(query[name]) as JavaScript puts it into texts and forms.
func (q query) text(name string) string {
	if v, ok := q[name]; ok {
		return v
	}
	return "undefined"
}

// state is what the browser packed into the parameter state.
type state struct {
	LoginStyle      *string `json:"loginStyle"`
	CredentialToken *string `json:"credentialToken"`
	RedirectURL     *string `json:"redirectUrl"`
	IsCordova       bool    `json:"isCordova"`
}

// redirects reports whether the state asks for the redirect style.
func (s state) redirects() bool { return s.LoginStyle != nil && *s.LoginStyle == "redirect" }

// state decodes the parameter; ok is false if that fails. Each failure is
// logged, and every place that needs a part of the state decodes it anew, as
// Meteor does: the number of log lines follows from that.
func (e *Engine) state(q query) (s state, ok bool) {
	s, problem := parseState(q)
	if problem != "" {
		e.log(problem)
	}
	return s, problem == ""
}

// parseState returns the state, or the log line that says why there is none.
func parseState(q query) (s state, problem string) {
	encoded, ok := q["state"]
	if !ok {
		return state{}, "Unable to base64 decode state from OAuth query: undefined"
	}
	decoded := decodeBase64(encoded)
	if err := json.Unmarshal([]byte(decoded), &s); err != nil {
		return state{}, "Unable to parse state from OAuth query: " + decoded
	}
	return s, ""
}

// decodeBase64 is Buffer.from(s, 'base64').toString('binary'): both alphabets,
// foreign characters are skipped, and each byte becomes one character.
func decodeBase64(s string) string {
	s, _, _ = strings.Cut(s, "=")
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '+', r == '/':
			return r
		case r == '-':
			return '+'
		case r == '_':
			return '/'
		}
		return -1
	}, s)
	if len(s)%4 == 1 {
		s = s[:len(s)-1] // six bits that make no byte
	}
	raw, _ := base64.RawStdEncoding.DecodeString(s) // nothing illegal is left
	latin := make([]rune, len(raw))
	for i, b := range raw {
		latin[i] = rune(b)
	}
	return string(latin)
}

// loginStyle is "popup" or "redirect"; an unreadable state means popup.
func (e *Engine) loginStyle(q query) (string, error) {
	s, ok := e.state(q)
	if !ok {
		return "popup", nil
	}
	style := e.unsaid()
	if s.LoginStyle != nil {
		style = *s.LoginStyle
	}
	if style != "popup" && style != "redirect" {
		return "", wordingf("Unrecognized login style: %s", style)
	}
	return style, nil
}

// credentialToken is the key of the pending credential; an unreadable state is
// the token itself. ok is false for undefined.
func (e *Engine) credentialToken(q query) (token string, ok bool) {
	s, ok := e.state(q)
	if !ok {
		token, ok = q["state"]
		return token, ok
	}
	if s.CredentialToken == nil {
		return "", false
	}
	return *s.CredentialToken, true
}

func (e *Engine) isCordova(q query) bool {
	s, ok := e.state(q)
	return ok && s.IsCordova
}
