package evidence_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/evidence"
)

// secretsOfAllSorts are values as they occur: passwords with every special
// character, client secrets, tokens.
func secretsOfAllSorts() map[string]string {
	return map[string]string{
		"password":      `p@ss/wörd+"<&'=% \😀;#?`,
		"client secret": "G~x8Q~" + rand.Text(),
		"meteor token":  "_xY-" + rand.Text() + "-9",
		"base64 secret": base64.StdEncoding.EncodeToString([]byte(rand.Text() + "??>>~~")),
		"jwt":           "eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiIxIn0." + rand.Text(),
		"short":         "s3cr",
	}
}

// encoders are independent of those of the package.
func encoders() map[string]func(string) string {
	quoted := func(s string) string {
		raw, _ := json.Marshal(s)
		return strings.Trim(string(raw), `"`)
	}
	lowerHex := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "%%%02x", s[i])
		}
		return b.String()
	}
	sum := func(s string) string {
		h := sha256.Sum256([]byte(s))
		return hex.EncodeToString(h[:])
	}
	return map[string]func(string) string{
		"as it is":          func(s string) string { return s },
		"query":             url.QueryEscape,
		"path":              url.PathEscape,
		"every byte":        lowerHex,
		"query twice":       func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
		"json":              quoted,
		"json twice":        func(s string) string { return quoted(quoted(s)) },
		"json with slashes": func(s string) string { return strings.ReplaceAll(quoted(s), "/", `\/`) },
		"html":              html.EscapeString,
		"html with slashes": func(s string) string { return strings.ReplaceAll(html.EscapeString(s), "/", "&#x2F;") },
		"json in html":      func(s string) string { return html.EscapeString(quoted(s)) },
		"query in html":     func(s string) string { return html.EscapeString(url.QueryEscape(s)) },
		"json in query":     func(s string) string { return url.QueryEscape(quoted(s)) },
		"template":          template.HTMLEscapeString,
		"base64":            func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"base64 url":        func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
		"base64 in query":   func(s string) string { return url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(s))) },
		"hex":               func(s string) string { return hex.EncodeToString([]byte(s)) },
		"HEX":               func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
		"digest":            sum,
	}
}

// frames are texts of all kinds around a value, with nothing that gives it away.
func frames() map[string]string {
	return map[string]string{
		"plain":    "%s",
		"log":      "I20261121 server: got %s from the provider\n",
		"html":     `<p title="%s">ordinary</p>`,
		"script":   `<script>const x = "%s";</script>`,
		"json":     `{"ordinary":"text","x":["%s"]}`,
		"url":      "https://id.acme.eu/%s/x?y=%s#z=%s",
		"twice":    "%s and %s",
		"adjacent": "a%sb%sc",
	}
}

func TestAKnownValueSurvivesInNoEncoding(t *testing.T) {
	t.Parallel()
	for sort, secret := range secretsOfAllSorts() {
		r := evidence.NewRedactor(secret)
		for encoder, encode := range encoders() {
			for frame, text := range frames() {
				encoded := encode(secret)
				got := r.String(strings.ReplaceAll(text, "%s", encoded))
				assert.NotContains(t, got, encoded, "%s, %s, %s", sort, encoder, frame)
				assert.Contains(t, got, evidence.Redacted, "%s, %s, %s", sort, encoder, frame)
				assert.True(t, r.Knows(encoded), "%s, %s", sort, encoder)
			}
		}
	}
}

func TestAKnownValueWithinSomethingEncoded(t *testing.T) {
	t.Parallel()
	secret := rand.Text()
	r := evidence.NewRedactor()
	r.Add(secret)
	for _, before := range []string{"", "i", "id", "id:", "client"} {
		for _, after := range []string{"", "1", "12", "123"} {
			encoded := base64.StdEncoding.EncodeToString([]byte(before + secret + after))
			got := r.String("credentials " + encoded + " end")
			assert.Contains(t, got, evidence.Redacted)
			kept := strings.TrimSuffix(strings.TrimPrefix(got, "credentials "), " end")
			assert.NotContains(t, kept, encoded[4+len(before):8+len(before)], "the middle is gone")
		}
	}
}

func TestASecretThatNobodyToldAboutIsFoundByItsPlace(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor()
	secret := strings.ToLower(rand.Text()) + "9"
	basic := base64.StdEncoding.EncodeToString([]byte("client:" + secret))
	for text, want := range map[string]string{
		"https://a.eu/_oauth/clavex?code=%s&state=%s&iss=x":                                             "https://a.eu/_oauth/clavex?code=[redacted]&state=[redacted]&iss=x",
		"https://a.eu/cb#access_token=%s&token_type=Bearer":                                             "https://a.eu/cb#access_token=[redacted]&token_type=Bearer",
		"https://user:%s@a.eu/x":                                                                        "https://user:[redacted]@a.eu/x",
		"https://a.eu/in?to=https%3A%2F%2Fb.eu%2Fcb%3Fx%3D1%26code%3D%s%26y%3D2":                        "https://a.eu/in?to=https%3A%2F%2Fb.eu%2Fcb%3Fx%3D1%26code%3D[redacted]%26y%3D2",
		"https://a.eu/in?to=https%253A%252F%252Fb.eu%253Fcode%253D%s":                                   "https://a.eu/in?to=https%253A%252F%252Fb.eu%253Fcode%253D[redacted]",
		"/avatar/ada?rc_uid=%s&rc_token=%s":                                                             "/avatar/ada?rc_uid=[redacted]&rc_token=[redacted]",
		"code=%s&redirect_uri=x&client_secret=%s&client_id=c":                                           "code=[redacted]&redirect_uri=x&client_secret=[redacted]&client_id=c",
		`<a href="/cb?a=1&amp;code=%s&amp;b=2">`:                                                        `<a href="/cb?a=1&amp;code=[redacted]&amp;b=2">`,
		`{"access_token":"%s","token_type":"Bearer","expires_in":3600}`:                                 `{"access_token":"[redacted]","token_type":"Bearer","expires_in":3600}`,
		`{"data": {"userId": "u1", "authToken": "%s"}}`:                                                 `{"data": {"userId": "u1", "authToken": "[redacted]"}}`,
		`{"message":"{\"msg\":\"result\",\"result\":{\"id\":\"u1\",\"token\":\"%s\",\"type\":\"x\"}}"}`: `{"message":"{\"msg\":\"result\",\"result\":{\"id\":\"u1\",\"token\":\"[redacted]\",\"type\":\"x\"}}"}`,
		`{"user":"ada","password":{"digest":"%s","algorithm":"sha-256"}}`:                               `{"user":"ada","password":{"digest":"[redacted]","algorithm":"sha-256"}}`,
		`{"oauth":{"credentialToken":"%s","credentialSecret":"%s"}}`:                                    `{"oauth":{"credentialToken":"[redacted]","credentialSecret":"[redacted]"}}`,
		`{"resume":"%s"}`:                  `{"resume":"[redacted]"}`,
		`{"name":"password","value":"%s"}`: `{"name":"password","value":"[redacted]"}`,
		`{"password":"a \" quote %s"}`:     `{"password":"[redacted]"}`,
		`<div id="config">{&quot;setCredentialToken&quot;:true,&quot;credentialSecret&quot;:&quot;%s&quot;,&quot;isCordova&quot;:false}</div>`: `<div id="config">{&quot;setCredentialToken&quot;:true,&quot;credentialSecret&quot;:&quot;[redacted]&quot;,&quot;isCordova&quot;:false}</div>`,
		`x=%7B%22loginToken%22%3A%22%s%22%2C%22a%22%3A1%7D`:          `x=%7B%22loginToken%22%3A%22[redacted]%22%2C%22a%22%3A1%7D`,
		`localStorage.setItem("Meteor.loginToken", "%s")`:            `localStorage.setItem("Meteor.loginToken", "[redacted]")`,
		`sessionStorage["Meteor.oauth.credentialSecret-%s"]`:         `sessionStorage["Meteor.oauth.credentialSecret-[redacted]"]`,
		`<input type="hidden" name="login_session_id" value="%s" />`: `<input type="hidden" name="login_session_id" value="[redacted]" />`,
		`<input value='%s' name='code'>`:                             `<input value="[redacted]" name='code'>`,
		`<input type=password value=%s>`:                             `<input type=password value="[redacted]">`,
		"Authorization: Basic " + basic:                              "Authorization: [redacted]",
		"sent Basic " + basic + " to /token":                         "sent Basic [redacted] to /token",
		"with Bearer %s, refused":                                    "with Bearer [redacted], refused",
		"X-Auth-Token: %s\r\nAccept: */*":                            "X-Auth-Token: [redacted]\r\nAccept: */*",
		"Set-Cookie: rc_token=%s; Path=/\r\nVary: Origin":            "Set-Cookie: [redacted]\r\nVary: Origin",
		"document.cookie = 'rc_uid=u; rc_token=%s; path=/'":          "document.cookie = 'rc_uid=[redacted]; rc_token=[redacted]; path=/'",
		"client_secret: %s\nscope: openid":                           "client_secret: [redacted]\nscope: openid",
		`{clientSecret: "%s"}`:                                       `{clientSecret: "[redacted]"}`,
		"Unable to parse state from OAuth query: eyJ%s %s":           "Unable to parse state from OAuth query: [redacted] " + secret,
		"token eyJhbGciOi.eyJzdWIiOi%s.c2ln":                         "token [redacted]",
	} {
		got := r.String(strings.ReplaceAll(text, "%s", secret))
		assert.Equal(t, want, got)
		assert.Equal(t, got, r.String(got), "a second pass changes nothing")
	}
}

func TestOrdinaryTextSurvives(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor("hunter2-hunter2", "a", "", "abc")
	for _, text := range []string{
		"",
		"an abc of abba",
		"Enter your password: the field is required",
		"Invalid email or password.",
		"Basic authentication is refused, Bearer undefined too",
		`<input type="text" name="usernameOrEmail" value="ada"><input type="password" name="password">`,
		`{"setCredentialToken":false,"storagePrefix":"Meteor.oauth.credentialSecret-","redirectUrl":"https://a.eu/home"}`,
		`{"response_types_supported":["code","token"],"error":"invalid_grant","status":"error"}`,
		"https://rocket.company/_oauth/clavex?error=access_denied&iss=https://id.acme.eu",
		"GET /api/v1/settings.oauth?count=50 200",
		"Failed to complete OAuth handshake with clavex at https://id.acme.eu/token. Bad Request",
		"errorcode=5 postcode=1010",
		`<button type="submit">Sign in with ACME</button>`,
		"Accounts_OAuth_Custom-Clavex-merge_users true",
	} {
		assert.Equal(t, text, r.String(text))
	}
}

func TestHeadersKeepWhatIsNoSecret(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor("hunter2-hunter2")
	for _, c := range []struct{ name, value, want string }{
		{"Authorization", "Basic abc", "Basic [redacted]"},
		{"authorization", "Bearer abc", "Bearer [redacted]"},
		{"Authorization", "hunter2-hunter2", "[redacted] [redacted]"},
		{"Cookie", "rc_uid=u1; rc_token=t1", "rc_uid=[redacted]; rc_token=[redacted]"},
		{"Set-Cookie", "sid=1; Path=/; HttpOnly\nlang=en; Secure", "sid=[redacted]; Path=/; HttpOnly\nlang=[redacted]; Secure"},
		{"X-Auth-Token", "abc", "[redacted]"},
		{"Location", "/cb?code=abc&iss=x", "/cb?code=[redacted]&iss=x"},
		{"Cross-Origin-Opener-Policy", "same-origin", "same-origin"},
	} {
		assert.Equal(t, c.want, r.Header(c.name, c.value))
	}
}

func FuzzNoKnownValueSurvives(f *testing.F) {
	for _, secret := range secretsOfAllSorts() {
		f.Add(secret, "before ", " after")
	}
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		if len(secret) < 8 || strings.Contains(evidence.Redacted, secret) {
			return // too short to be taken for a secret
		}
		got := evidence.NewRedactor(secret).String(before + secret + after)
		if strings.Contains(got, secret) {
			t.Errorf("%q survives in %q", secret, got)
		}
	})
}

func TestAFreshRedactorKnowsThePlacesOnly(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor("open sesame").Fresh()
	assert.Equal(t, "open sesame", r.String("open sesame"))
	assert.NotContains(t, r.String("Authorization: Bearer abcdefgh"), "abcdefgh")
}
