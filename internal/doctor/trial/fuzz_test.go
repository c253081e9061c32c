package trial_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/guide"
	"gonogo/internal/rocketchat"
)

// planted are the answers of the token endpoint (POST) and of everything else.
type planted struct{ token, me []byte }

// RoundTrip satisfies [http.RoundTripper].
func (a planted) RoundTrip(r *http.Request) (*http.Response, error) {
	body := a.me
	if r.Method == http.MethodPost {
		body = a.token
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(string(body))),
	}, nil
}

// Whatever a provider answers, the trial ends at a stage, with findings that say
// what to do, and prints no token.
func FuzzAnswers(f *testing.F) {
	const token = `{"access_token":"planted-token"}`
	for _, me := range []string{
		"", "null", "[]", "{}", `{"sub":"1","login":"ada","email":"ada@acme.eu","name":"Ada"}`, `{"sub":["1"],"login":"ada","email":"ada@acme.eu"}`,
		`{"sub":{"a":1},"login":["ada"],"email":"ada@acme.eu","picture":7}`, `{"sub":"1","login":"ada","email":["ada@acme.eu"],"picture":"http://[::1"}`, `{"id":{},"login":"ada","email":"ada@acme.eu","picture":"data:image/png;base64,%%"}`,
	} {
		f.Add([]byte(token), []byte(me), "login")
	}
	f.Add([]byte(`{"access_token":{"a":1}}`), []byte(`{"sub":1}`), "{{/^(.+)@/::email}}")
	f.Add([]byte(`{"error":["planted-token"]}`), []byte(``), "{{/(/::a}}")
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(f, err)
	users := trial.List{{
		ID: "u", Username: "ada", Name: "Ada", Active: true, HasPassword: true, ServicesKnown: true,
		Emails: []rocketchat.Email{{Address: "ada@acme.eu"}},
	}}
	f.Fuzz(func(t *testing.T, token, me []byte, field string) {
		for _, version := range []string{"3.18.2", "7.1.0"} {
			c := trial.Case{
				Guide: g, Release: newRelease(t, version), ClientSecret: "planted-secret", Users: users, RedirectURI: "https://chat.test/_oauth/clavex",
				Person: trial.Person{Login: "ada", Password: password}, HTTP: &http.Client{Transport: planted{token, me}},
				Service: rocketchat.Service{
					"serverURL": "https://id.test", "authorizePath": "/authorize", "tokenPath": "/token", "identityPath": "/me", "clientId": "rc",
					"usernameField": field, "emailField": "email", "nameField": field, "avatarField": "picture", "mergeUsers": true,
				},
			}
			findings, got, err := trial.Redeem(t.Context(), c)
			require.NoError(t, err)
			assert.NotEmpty(t, got.Ended)
			for _, finding := range findings {
				assert.NotEmpty(t, finding.Problem)
				assert.NotEmpty(t, finding.Fix)
			}
			if !strings.Contains(string(me)+field, "planted") {
				assert.NotContains(t, fmt.Sprintf("%+v %+v", findings, got), "planted")
			}
		}
	})
}
