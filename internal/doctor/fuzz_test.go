package doctor_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/doctor"
	"gonogo/internal/guide"
)

// anyServer answers without a network, by part of the path.
type anyServer map[string][]byte

// RoundTrip satisfies [http.RoundTripper].
func (s anyServer) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := &http.Response{Status: "200 OK", StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: http.NoBody}
	for part, body := range s {
		if strings.Contains(r.URL.Path, part) {
			answer.Body = io.NopCloser(strings.NewReader(string(body)))
		}
	}
	return answer, nil
}

// Whatever is typed as an address, and whatever a workspace and a provider answer,
// the doctor reports, or says in one sentence why it cannot.
func FuzzExamine(f *testing.F) {
	const (
		info     = `{"version":"7.1","success":true}`
		settings = `{"settings":[{"_id":"Site_Url","value":"https://chat.test"},{"_id":"Accounts_AllowedDomainsList","value":"a,b"}],"success":true}`
		services = `{"services":[{"_id":"x","service":"clavex","custom":true,"serverURL":"https://id.test/acme","clientId":"rc","tokenPath":"/token","authorizePath":"/authorize","identityPath":"/me","scope":"openid","buttonLabelText":"x"}],"success":true}`
		token    = `{"error":"invalid_grant"}`
	)
	for _, address := range []string{"https://chat.test", "", "http://", "https://[::1", "chat.test", "https://a:b@chat.test:99999/x?y#z", "https://\x00", "javascript://chat", "https://%zz", "https://chat.test\n/x", "https://{tenant}"} {
		f.Add(address, []byte(info), []byte(settings), []byte(services), []byte(token))
	}
	for _, body := range []string{"", "null", "[]", "{}", `{"version":7}`, `{"version":"7.1.0.0"}`, `{"version":"\n.\n"}`, `{"settings":[null,{"_id":7}],"services":[null,{"service":7},{"service":"clavex","serverURL":7,"custom":"x"}],"success":true}`, "<html>"} {
		f.Add("https://chat.test", []byte(body), []byte(settings), []byte(services), []byte(token))
		f.Add("https://chat.test", []byte(info), []byte(body), []byte(services), []byte(token))
		f.Add("https://chat.test", []byte(info), []byte(settings), []byte(body), []byte(token))
		f.Add("https://chat.test", []byte(info), []byte(settings), []byte(services), []byte(body))
	}
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, address string, info, settings, services, answer []byte) {
		server := anyServer{"/api/info": info, "/api/v1/settings.public": settings, "/api/v1/settings.oauth": services, "/token": answer, "/me": answer, "/authorize": answer}
		report, err := doctor.Examine(t.Context(), doctor.Case{Guide: g, URL: address, HTTP: &http.Client{Transport: server}, Patience: time.Minute})
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", "one sentence")
			return
		}
		for _, finding := range report.Findings {
			assert.NotEmpty(t, finding.Problem)
			assert.NotEmpty(t, finding.Fix)
		}
	})
}
