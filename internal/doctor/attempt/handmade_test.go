package attempt_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
)

// The addresses of handmade attempts.
const (
	chat      = "https://chat.test"
	callback  = chat + "/_oauth/clavex"
	authorize = "https://id.test/acme/authorize"
)

// classes are releases of different behaviour.
func classes() []string { return []string{"3.18.2", "5.4.10", "6.13.1", "7.1.0", "8.9.0"} }

func newRelease(t testing.TB, version string) release.Release {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return r
}

// state is what the web client sends.
func state(style, token string) string {
	s := map[string]any{"loginStyle": style, "credentialToken": token, "isCordova": false}
	if style == "redirect" {
		s["redirectUrl"] = chat + "/home"
	}
	raw, _ := json.Marshal(s)
	return base64.StdEncoding.EncodeToString(raw)
}

// tape makes exchanges, a second apart.
type tape struct {
	attempt.Attempt
	clock time.Time
}

func newTape() *tape { return &tape{clock: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)} }

func (t *tape) add(x browser.Exchange) *tape {
	t.clock = t.clock.Add(time.Second)
	x.Started, x.Duration = t.clock, 10*time.Millisecond
	if x.Method == "" {
		x.Method = http.MethodGet
	}
	t.Exchanges = append(t.Exchanges, x)
	return t
}

func (t *tape) wait(d time.Duration) *tape {
	t.clock = t.clock.Add(d)
	return t
}

// leave goes to the provider: in popup style in a window of its own.
func (t *tape) leave(style, state string, answer browser.Exchange) *tape {
	return t.leaveTo(style, state, callback, answer)
}

func (t *tape) leaveTo(style, state, redirectURI string, answer browser.Exchange) *tape {
	answer.Page, answer.Type = window(style), "Document"
	answer.URL = authorize + "?" + url.Values{"client_id": {"rc"}, "redirect_uri": {redirectURI}, "response_type": {"code"}, "state": {state}, "scope": {"openid"}}.Encode()
	if answer.Status == 0 && answer.Error == "" {
		answer.Status = 200
	}
	return t.add(answer)
}

func window(style string) string {
	if style == "popup" {
		return "page-2"
	}
	return "page-1"
}

// come back to the callback with these parameters.
func (t *tape) come(style string, with url.Values, page string) *tape {
	return t.add(browser.Exchange{Page: window(style), Type: "Document", URL: callback + "?" + with.Encode(), Status: 200, ResponseBody: page})
}

// ending is a callback's page.
func ending(style string, credential bool, redirectURL string) string {
	config := map[string]any{"setCredentialToken": credential, "redirectUrl": redirectURL}
	if credential {
		config["credentialToken"], config["credentialSecret"] = "t1", "s1"
	}
	raw, _ := json.Marshal(config)
	return fmt.Sprintf(`<div id="config" style="display:none;">%s</div><script src="/packages/oauth/end_of_%s_response.js"></script>`, raw, style)
}

// call logs in over DDP by REST.
func (t *tape) call(secret any, frame string) *tape {
	message, _ := json.Marshal(map[string]any{"msg": "method", "method": "login", "id": "1",
		"params": []any{map[string]any{"oauth": map[string]any{"credentialToken": "t1", "credentialSecret": secret}}}})
	body, _ := json.Marshal(map[string]string{"message": string(message)})
	answer, _ := json.Marshal(map[string]any{"message": frame, "success": true})
	return t.add(browser.Exchange{Page: "page-1", Type: "Fetch", Method: http.MethodPost, URL: chat + "/api/v1/method.callAnon/login",
		RequestBody: string(body), Status: 200, ResponseBody: string(answer)})
}

const (
	accepted = `{"msg":"result","id":"1","result":{"id":"u","token":"t"}}`
	noMatch  = `{"msg":"result","id":"1","error":{"error":145546287,"reason":"No matching login attempt found"}}`
	masked   = `{"msg":"result","id":"1","error":{"error":401,"reason":"User not found"}}`
	bare     = `{"msg":"result","id":"1","error":{}}`
)

func refusal(id any, reason string, details map[string]any) string {
	raw, _ := json.Marshal(map[string]any{"msg": "result", "id": "1", "error": map[string]any{"error": id, "reason": reason, "details": details}})
	return string(raw)
}

// answer is what the release says of a login whose credential it does not know.
func unknown(r release.Release) string {
	if r.Has(release.MaskedLoginErrors) {
		return masked
	}
	return noMatch
}

func good(state string) url.Values { return url.Values{"code": {"c1"}, "state": {state}} }

// diagnose is the one cause of an attempt, or "".
func diagnose(t *testing.T, a attempt.Attempt, in attempt.Circumstances) diagnosis.Cause {
	t.Helper()
	found := attempt.Diagnose(a, in)
	require.LessOrEqual(t, len(found), 1)
	if len(found) == 0 {
		return ""
	}
	assert.NotEmpty(t, found[0].Where)
	assert.NotEmpty(t, found[0].Problem)
	assert.NotEmpty(t, found[0].Fix)
	said := fmt.Sprint(found)
	for _, secret := range []string{"code=", "c1", "s1", "eyJ", "credentialToken"} {
		assert.NotContains(t, said, secret)
	}
	return found[0].Cause
}
