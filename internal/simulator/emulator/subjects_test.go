package emulator_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// subject is what the shared tests have to know about a provider. The values
// are the facts; what they say in words is beside them.
type subject struct {
	id   string
	path string // of the base

	authorize, token, userinfo string // below the base
	issuer                     func(*site) string

	// signIn types name and password and answers what comes up on the way.
	signIn func(b *browser, p *page, name, password string) *page
	// refusal is the text for a wrong password.
	refusal string

	wrongRedirect int    // status of a redirect URI that is not registered
	wrongText     string // in its body
	unknownClient int
	wrongSecret   int // status of a wrong secret at the token endpoint
	queryToken    int // status of userinfo with ?access_token=
	refreshes     bool
	claims        map[string]any // of alice, without sub and updated_at
}

func subjects() []subject {
	return []subject{
		{
			id: "authentik", path: "/application/o", authorize: "/authorize/", token: "/token/", userinfo: "/userinfo/",
			issuer:  func(s *site) string { return s.base + "/rocket-chat/" },
			signIn:  signInAuthentik,
			refusal: "Invalid password", wrongRedirect: 400, wrongText: "Redirect URI Error",
			unknownClient: 400, wrongSecret: 400, queryToken: 200,
			claims: map[string]any{
				"email": "alice@acme.test", "email_verified": false, "name": "Alice Example",
				"given_name": "Alice Example", "preferred_username": "alice", "nickname": "alice", "groups": []any{"staff"},
			},
		},
		{
			id: "clavex", path: "/acme", authorize: "/authorize", token: "/token", userinfo: "/userinfo",
			issuer: func(s *site) string { return s.base },
			signIn: func(b *browser, p *page, name, password string) *page {
				return b.submit(p, "email", url.Values{"email": {name}, "password": {password}})
			},
			refusal: "Invalid email or password.", wrongRedirect: 400,
			wrongText:     `{"error":"invalid_request","error_description":"redirect_uri not allowed"}`,
			unknownClient: 400, wrongSecret: 400, queryToken: 401, refreshes: true,
			claims: map[string]any{
				"email": "alice@acme.test", "email_verified": true, "name": "Alice Example", "given_name": "Alice",
				"family_name": "Example", "groups": []any{"staff"}, "roles": []any{},
				"preferred_username": "alice", "nickname": "QuickFox", "picture": "https://pictures.test/alice.png",
			},
		},
		{
			id: "encvoy", authorize: "/api/oidc/auth", token: "/api/oidc/token", userinfo: "/api/oidc/me",
			issuer:  func(s *site) string { return s.base },
			signIn:  signInEncvoy,
			refusal: "Invalid credentials", wrongRedirect: 400, wrongText: "invalid_redirect_uri",
			unknownClient: 400, wrongSecret: 401, queryToken: 400,
			claims: map[string]any{
				"email": "alice@acme.test", "name": "Alice Example", "given_name": "Alice", "family_name": "Example",
				"nickname": "QuickFox", "login": "alice", "birthdate": nil, "picture": "https://pictures.test/alice.png",
			},
		},
		{
			id: "entra", path: "/6731de76-14a6-49ae-97bc-6eba6914391e",
			authorize: "/oauth2/authorize", token: "/oauth2/token", userinfo: "/openid/userinfo",
			issuer:  func(*site) string { return "https://sts.windows.net/6731de76-14a6-49ae-97bc-6eba6914391e/" },
			signIn:  signInEntra,
			refusal: "Your account or password is incorrect.", wrongRedirect: 200, wrongText: "AADSTS50011",
			unknownClient: 200, wrongSecret: 401, queryToken: 401, refreshes: true,
			claims: map[string]any{"name": "Alice Example", "given_name": "Alice", "family_name": "Example"},
		},
		{
			id: "miniorange", path: "/moas", authorize: "/idp/openidsso",
			token: "/rest/oauth/token", userinfo: "/rest/oauth/getuserinfo",
			issuer: func(s *site) string { return s.base },
			signIn: func(b *browser, p *page, name, password string) *page {
				return b.submit(p, "username", url.Values{"username": {name}, "password": {password}})
			},
			refusal: "Invalid username or password.", wrongRedirect: 400, wrongText: "Invalid redirect URI",
			unknownClient: 400, wrongSecret: 401, queryToken: 200, refreshes: true,
			claims: map[string]any{
				"email": "alice@acme.test", "username": "alice", "name": "Alice Example", "given_name": "Alice",
				"family_name": "Example", "firstname": "Alice", "lastname": "Example",
			},
		},
	}
}

// forEach runs a test of all five providers, in parallel.
func forEach(t *testing.T, test func(*testing.T, subject)) {
	t.Helper()
	for _, s := range subjects() {
		t.Run(s.id, func(t *testing.T) {
			t.Parallel()
			test(t, s)
		})
	}
}

func signInEncvoy(b *browser, p *page, name, password string) *page {
	p = b.submit(p, "login", url.Values{"login": {name}})
	p = b.submit(p, "password", url.Values{"password": {password}})
	if strings.Contains(p.body, "Requested scopes") {
		p = b.submit(p, "prompt", nil)
	}
	return p
}

func signInEntra(b *browser, p *page, name, password string) *page {
	p = b.submit(p, "loginfmt", url.Values{"loginfmt": {name}})
	p = b.submit(p, "passwd", url.Values{"passwd": {password}})
	if strings.Contains(p.body, "Permissions requested") {
		p = b.submit(p, "idSIButton9", url.Values{"answer": {"Accept"}})
	}
	if strings.Contains(p.body, "Stay signed in?") {
		p = b.submit(p, "idBtn_Back", url.Values{"answer": {"No"}})
	}
	return p
}

// signInAuthentik does what the script of the page does.
func signInAuthentik(b *browser, p *page, name, password string) *page {
	require.Contains(b.t, p.body, "<ak-flow-executor>")
	executor := b.executor(p)
	require.Equal(b.t, "ak-stage-identification", b.challenge(executor, nil)["component"])
	require.Equal(b.t, "ak-stage-password", b.challenge(executor, map[string]string{"uid_field": name})["component"])
	answer := b.challenge(executor, map[string]string{"password": password})
	target, leaves := answer["to"].(string)
	if !leaves {
		document, err := json.Marshal(answer)
		require.NoError(b.t, err)
		return &page{url: p.url, status: http.StatusOK, body: string(document)}
	}
	next, err := p.url.Parse(target)
	require.NoError(b.t, err)
	return b.get(next.String())
}

// executor is the address that the page of a flow talks to.
func (b *browser) executor(p *page) string {
	flow := strings.TrimSuffix(strings.TrimPrefix(p.url.Path, "/if/flow/"), "/")
	address, err := p.url.Parse("/api/v3/flows/executor/" + flow + "/?" + url.Values{"query": {p.url.RawQuery}}.Encode())
	require.NoError(b.t, err)
	return address.String()
}

// challenge asks the executor, or answers it.
func (b *browser) challenge(executor string, answer map[string]string) map[string]any {
	b.t.Helper()
	method, body := http.MethodGet, ""
	if answer != nil {
		document, err := json.Marshal(answer)
		require.NoError(b.t, err)
		method, body = http.MethodPost, string(document)
	}
	r, err := http.NewRequest(method, executor, strings.NewReader(body))
	require.NoError(b.t, err)
	r.Header.Set("Content-Type", "application/json")
	p := b.do(r)
	var challenge map[string]any
	require.NoError(b.t, json.Unmarshal([]byte(p.body), &challenge), p.body)
	return challenge
}
