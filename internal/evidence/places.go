package evidence

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// place is where secrets stand in a text, whatever their value.
type place struct {
	// signs are small letters that a text with such a place holds, each of them, and
	// names those of which it holds at least one (nil: none). Most texts hold no
	// place, and looking for these takes a hundredth of the time of a pattern.
	signs, names []string

	pattern *regexp.Regexp
	// replace is the template for a match; "" leaves it to change.
	replace string
	change  func(match string) string
}

// maybeIn is false for a text, in small letters, that has no such place.
func (p place) maybeIn(lower string) bool {
	for _, sign := range p.signs {
		if !strings.Contains(lower, sign) {
			return false
		}
	}
	return p.names == nil || slices.ContainsFunc(p.names, func(name string) bool { return strings.Contains(lower, name) })
}

func (p place) clear(text string) string {
	if p.change != nil {
		return p.pattern.ReplaceAllStringFunc(text, p.change)
	}
	return p.pattern.ReplaceAllString(text, p.replace)
}

// distinctKeys name secrets wherever they appear.
func distinctKeys() []string {
	return []string{
		"session_state", "client_secret", "clientSecret", "access_token", "accessToken", "id_token", "idToken",
		"refresh_token", "refreshToken", "password", "passwd", "newPassword", "credentialToken", "credentialSecret",
		"client_assertion", "authToken", "loginToken", "resumeToken", "loginCode", "rc_token", "rc_uid",
		"code_verifier", "SAMLResponse", "hashedToken", "login_session_id", "x-auth-token", "x-2fa-code",
		"x-api-key", "csrfmiddlewaretoken", "bindCredentials",
	}
}

// commonKeys are words of every day too: they name secrets in queries, forms
// and quoted documents only.
func commonKeys() []string {
	return []string{
		"code", "state", "secret", "assertion", "resume", "token", "pass", "pwd", "digest",
		"authorization", "proxy-authorization", "cookie", "set-cookie", "_csrf", "csrf", "canary", "flowToken",
	}
}

func isSecretKey(name string) bool {
	for _, key := range append(distinctKeys(), commonKeys()...) {
		if strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// places lists where secrets stand. The order matters: what a header line or
// a form field holds is gone before single words are looked at.
func places() []place {
	distinct := strings.Join(distinctKeys(), "|")
	all := distinct + "|" + strings.Join(commonKeys(), "|")
	distinctNames := lowered(distinctKeys())
	allNames := append(lowered(commonKeys()), distinctNames...)
	list := []place{
		// A header line.
		{names: []string{"authorization", "cookie", "x-auth-token", "x-2fa-code", "x-api-key"},
			pattern: regexp.MustCompile(`(?im)((?:^|[\s"'>{,])(?:authorization|proxy-authorization|cookie|set-cookie|x-auth-token|x-2fa-code|x-api-key)\s*[:=]\s*)[^\r\n"'<]+`),
			replace: "${1}" + Redacted},
		// A field of an HTML form.
		{signs: []string{"<input"}, pattern: regexp.MustCompile(`(?is)<input\b[^>]*>`), change: inputField(all)},
		// Credentials in front of a host.
		{signs: []string{"://", "@"}, pattern: regexp.MustCompile(`(://[^/\s:@"'<>]*:)[^/\s@"'<>]+@`), replace: "${1}" + Redacted + "@"},
	}
	list = append(list, quoted(all, allNames)...)
	return append(list,
		// name=value in a query, a fragment, a form, a cookie.
		place{signs: []string{"="}, names: allNames, pattern: regexp.MustCompile(`(?i)((?:^|[?&#;,\s"'({\[|]|&amp;|\\u0026)(?:` + all + `)=)[^&#\s"'<>;,\\]+`),
			replace: "${1}" + Redacted},
		// The same, escaped as a value of another query, once or more often.
		place{signs: []string{"%", "3d"}, names: allNames, pattern: regexp.MustCompile(`(?i)(%(?:25)*(?:3F|26|23|20|3B)(?:` + all + `)%(?:25)*3D)(?:[^%&#\s"'<>;]|%(?:25)*(?:[013-9A-F][0-9A-F]|2[0-24578-9A-F]))+`),
			replace: "${1}" + Redacted},
		// key: value and key: "value" without quotes around the key.
		place{signs: []string{"="}, names: distinctNames, pattern: regexp.MustCompile(`(?i)(\b(?:` + distinct + `)\s*=\s*["']?)[^\s"'&<>;,]+`), replace: "${1}" + Redacted},
		place{signs: []string{":"}, names: distinctNames, pattern: regexp.MustCompile(`(?i)(\b(?:` + distinct + `)\s*:\s*["'])[^"'<>]+`), replace: "${1}" + Redacted},
		place{signs: []string{":"}, names: []string{"_secret", "_token"}, pattern: regexp.MustCompile(`(?i)(\b\w+_(?:secret|token)\s*:\s*)[^\s"'&<>;,]+`), replace: "${1}" + Redacted},
		// The key under which Meteor keeps a credential's secret ends in its token.
		place{signs: []string{"credentialsecret-"}, pattern: regexp.MustCompile(`(credentialSecret-)[\w-]{8,}`), replace: "${1}" + Redacted},
		// Credentials of HTTP.
		place{signs: []string{"basic"}, pattern: regexp.MustCompile(`(?i)\bBasic\s+[A-Za-z0-9+/_-]{4,}={0,2}`), change: basic},
		place{names: []string{"bearer", "dpop"}, pattern: regexp.MustCompile(`(?i)\b(Bearer|DPoP)(?:\s+|%20|\+)[\w.~+/-]*[0-9][\w.~+/-]*=*`), replace: "${1} " + Redacted},
		// JSON in base64: tokens, and the state that Rocket.Chat makes.
		place{signs: []string{"eyj"}, pattern: regexp.MustCompile(`eyJ[\w+/%=-]{4,}(?:\.[\w-]+)*`), replace: Redacted},
	)
}

// quoted finds "key": "value" with each kind of quote.
func quoted(keys string, names []string) []place {
	var list []place
	key := `(?:[\w-]+\.)*(?:` + keys + `)`
	for _, quote := range []string{`"`, `'`} {
		value := `(?:[^` + quote + `\\]|\\.)+`
		list = append(list,
			place{signs: []string{quote}, names: names, pattern: regexp.MustCompile(`(?is)(` + quote + key + quote + `\s*[:=]\s*` + quote + `)` + value), replace: "${1}" + Redacted},
			place{signs: []string{quote, "setitem("}, names: names, pattern: regexp.MustCompile(`(?is)(setItem\(\s*` + quote + key + quote + `\s*,\s*` + quote + `)` + value), replace: "${1}" + Redacted},
			place{signs: []string{quote, "value"}, names: names, pattern: regexp.MustCompile(`(?is)(` + quote + `name` + quote + `\s*:\s*` + quote + key + quote + `\s*,\s*` + quote + `value` + quote + `\s*:\s*` + quote + `)` + value),
				replace: "${1}" + Redacted})
	}
	for _, q := range [][2]string{
		{`\\+"`, `\"`}, {`\\u0022`, `\u0022`}, {`\\x22`, `\x22`}, {`&quot;`, `&quot;`}, {`&#34;`, `&#34;`}, {`&#x22;`, `&#x22;`}, {`%(?:25)*22`, `22`},
	} {
		quote, sign := q[0], q[1]
		list = append(list, place{
			signs: []string{sign}, names: names,
			pattern: regexp.MustCompile(`(?is)(` + quote + key + quote + `\s*(?::|%(?:25)*3A)\s*` + quote + `).+?(` + quote + `|$)`),
			replace: "${1}" + Redacted + "${2}",
		})
	}
	return list
}

// lowered are the words in small letters.
func lowered(words []string) []string {
	small := make([]string, len(words))
	for i, word := range words {
		small[i] = strings.ToLower(word)
	}
	return small
}

// inputField clears the value of a field that has a secret's name or hides what
// is typed.
func inputField(keys string) func(string) string {
	secret := regexp.MustCompile(`(?is)\b(?:name|id)\s*=\s*["']?(?:` + keys + `)["'\s/>]|\btype\s*=\s*["']?password`)
	value := regexp.MustCompile(`(?is)(\bvalue\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)`)
	return func(tag string) string {
		if !secret.MatchString(tag) {
			return tag
		}
		return value.ReplaceAllString(tag, `${1}"`+Redacted+`"`)
	}
}

// basic clears what follows "Basic" if it is a name and a password; in
// "basic authentication" it is not.
func basic(match string) string {
	credentials := strings.TrimRight(strings.Fields(match)[1], "=")
	standard := strings.NewReplacer("-", "+", "_", "/").Replace(credentials)
	decoded, err := base64.RawStdEncoding.DecodeString(standard)
	if err != nil || !strings.Contains(string(decoded), ":") {
		return match
	}
	return strings.Fields(match)[0] + " " + Redacted
}
