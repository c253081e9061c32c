package trial_test

import (
	"errors"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/trial"
)

// broken is one thing that is wrong, with the causes that must be named.
type broken struct {
	name     string
	settings map[string]any
	change   func(*trial.Case)
	at       string // part of a path
	answer   reaction
	causes   []string
	ended    trial.Stage
}

// nowhere is part of no path: the case is authentik's, and changes no answer.
const nowhere = "/no/such/path"

const html = "text/html; charset=utf-8"

func brokenTokens() []broken {
	const at = "/token"
	causes := func(c string) []string { return []string{c} }
	return []broken{
		{name: "refused", at: at, answer: fails(syscall.ECONNREFUSED), causes: causes("token-endpoint-down"), ended: trial.StageToken},
		{name: "silent", at: at, answer: reaction{silent: true}, causes: causes("token-endpoint-slow"), ended: trial.StageToken},
		{name: "failing", at: at, answer: answers(500, html, "<h1>no</h1>"), causes: causes("token-endpoint-failing"), ended: trial.StageToken},
		{name: "html", at: at, answer: answers(200, html, "<h1>hello</h1>"), causes: causes("token-answer-not-json"), ended: trial.StageToken},
		{name: "empty", at: at, answer: answers(200, "application/json", ""), causes: causes("token-answer-not-json"), ended: trial.StageToken},
		{name: "malformed", at: at, answer: answers(200, "application/json", `{"access_token":"eyJ`), causes: causes("token-answer-not-json"), ended: trial.StageToken},
		{name: "error in 200", at: at, answer: answers(200, "application/json", `{"error":"invalid_grant"}`), causes: causes("token-answer-error"), ended: trial.StageToken},
		{name: "no token", at: at, answer: answers(200, "application/json", `{"token_type":"Bearer"}`), causes: causes("access-token-missing"), ended: trial.StageToken},
		{name: "not found", settings: map[string]any{"token_path": "/nothing/here"}, causes: causes("token-path-wrong"), ended: trial.StageToken},
		{name: "throttled", at: at, answer: answers(429, html, ""), causes: causes("rate-limited"), ended: trial.StageToken},
		{name: "wrong secret", change: func(c *trial.Case) { c.ClientSecret = "Wr0ng-secret-1" }, causes: causes("secret-wrong"), ended: trial.StageToken},
		{name: "basic only", at: at, answer: refuseUnless(func(r *http.Request) bool { _, _, ok := r.BasicAuth(); return ok }), causes: causes("token-way-refused"), ended: trial.StageToken},
	}
}

func brokenIdentities() []broken {
	const at = "/userinfo"
	cause := func(c string) []string { return []string{c} }
	header := map[string]any{"identity_token_sent_via": "header"}
	return []broken{
		{name: "identity refused", at: at, answer: fails(syscall.ECONNREFUSED), causes: cause("identity-endpoint-down"), ended: trial.StageIdentity},
		{name: "identity silent", at: at, answer: reaction{silent: true}, causes: cause("identity-endpoint-slow"), ended: trial.StageIdentity},
		{name: "identity failing", at: at, answer: answers(500, html, ""), causes: cause("identity-endpoint-failing"), ended: trial.StageIdentity},
		{name: "identity html", at: at, answer: answers(200, html, "<h1>hello</h1>"), causes: cause("identity-answer-not-json"), ended: trial.StageIdentity},
		{name: "identity without id", at: at, answer: answers(200, "application/json", `{"preferred_username":"ada","email":"a@b.c","name":"Ada"}`), causes: cause("identity-without-id"), ended: trial.StageIdentity},
		{name: "identity not found", settings: map[string]any{"identity_path": "/nothing/here"}, causes: cause("identity-path-wrong"), ended: trial.StageIdentity},
		{name: "identity by header only", at: at, answer: refuseUnless(func(r *http.Request) bool { return r.Header.Get("Authorization") != "" }), causes: cause("identity-way-refused"), ended: trial.StageIdentity},
		{name: "identity refuses both", at: at, answer: answers(401, html, ""), settings: header, causes: cause("identity-endpoint-failing"), ended: trial.StageIdentity},
		{name: "nothing mapped is there", at: at, answer: answers(200, "application/json", `{"sub":"1"}`), causes: []string{"username-claim-missing", "email-claim-missing"}, ended: trial.StageIdentity},
		{name: "half a template", settings: map[string]any{"username_field": "{{given_name}}.{{no_such}}"}, causes: cause("username-claim-missing"), ended: trial.StageDone},
		{name: "half a name", settings: map[string]any{"name_field": "{{no_such}} {{given_name}}"}, causes: cause("name-claim-missing"), ended: trial.StageDone},
		{name: "no picture", settings: map[string]any{"avatar_field": "picture"}, at: at, answer: answers(200, "application/json", `{"sub":"1","preferred_username":"ada","email":"a@b.c"}`), causes: cause("picture-claim-missing"), ended: trial.StageDone},
		{name: "picture of letters", settings: map[string]any{"avatar_field": "picture"}, at: at, answer: answers(200, "application/json", `{"sub":"1","preferred_username":"ada","email":"a@b.c","picture":"https://`+pictures+`/x"}`), causes: nil, ended: trial.StageDone},
		{name: "picture not there", settings: map[string]any{"avatar_field": "picture"}, at: at, answer: answers(200, "application/json", `{"sub":"1","preferred_username":"ada","email":"a@b.c","picture":"https://nowhere.test/x?code=1"}`), causes: cause("picture-unreachable"), ended: trial.StageDone},
	}
}

func brokenStarts() []broken {
	cause := func(c string) []string { return []string{c} }
	return []broken{
		{name: "unknown client", change: func(c *trial.Case) { c.ClientID = "nobody" }, at: nowhere, causes: cause("client-unknown"), ended: trial.StageAuthorize},
		{name: "not registered", change: func(c *trial.Case) { c.RedirectURI += "/" }, causes: cause("redirect-uri-not-registered"), ended: trial.StageAuthorize},
		{name: "close", change: func(c *trial.Case) { c.RedirectURI += "?close" }, causes: cause("style-adds-close"), ended: trial.StageAuthorize},
		{name: "no provider", at: "/authorize", answer: fails(errors.New("connect: connection refused")), causes: cause("provider-unreachable"), ended: trial.StageAuthorize},
		{name: "wrong password", change: func(c *trial.Case) { c.Person.Password = "wr0ng-" + password }, ended: trial.StageSignIn},
	}
}

func TestEachBreakIsNamed(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"authentik", "miniorange"} {
		for _, b := range append(append(brokenTokens(), brokenIdentities()...), brokenStarts()...) {
			if id != "authentik" && b.at != "" {
				continue // the paths are authentik's
			}
			t.Run(id+"/"+b.name, func(t *testing.T) {
				t.Parallel()
				w := open(t, id, "8.9.0")
				if b.settings != nil {
					w.set(t, b.settings)
				}
				c := w.makeCase(t)
				c.Limit = 2 * time.Second
				if b.at != "" {
					c.HTTP = meddled(c.HTTP, b.at, b.answer)
				}
				if b.change != nil {
					b.change(&c)
				}
				causes, findings, got := try(t, c)
				require.ElementsMatch(t, b.causes, causes, "%v %+v", findings, got)
				assert.Equal(t, b.ended, got.Ended)
			})
		}
	}
}
