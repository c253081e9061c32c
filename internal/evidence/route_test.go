package evidence_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/evidence"
)

func TestARouteShowsNamesAndHarmlessValues(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor("tell-nobody")
	for address, want := range map[string]evidence.Route{
		"https://id.eu:8443/acme/authorize?client_id=rc&redirect_uri=https%3A%2F%2Fchat.eu%2F_oauth%2Fx&state=eyJhIjoxfQ&scope=openid+email": {
			Host: "id.eu:8443", Path: "/acme/authorize",
			Parameters: []string{"client_id=rc", "redirect_uri=https://chat.eu/_oauth/x", "state", "scope=openid email"},
		},
		"/_oauth/x?code=abc&state=def":                     {Path: "/_oauth/x", Parameters: []string{"code", "state"}},
		"https://chat.eu/cb?error=access_denied&next=/x":   {Host: "chat.eu", Path: "/cb", Parameters: []string{"error=access_denied", "next"}},
		"https://chat.eu/#access_token=abc&expires_in=60":  {Host: "chat.eu", Path: "/", Parameters: []string{"access_token", "expires_in"}},
		"https://chat.eu/#/route?credentialToken=a&b=c":    {Host: "chat.eu", Path: "/", Parameters: []string{"credentialToken", "b"}},
		"https://chat.eu/of/tell-nobody?scope=tell-nobody": {Host: "chat.eu", Path: "/of/[redacted]", Parameters: []string{"scope=[redacted]"}},
		"https://chat.eu/\x7f?code=abc":                    {Path: "https://chat.eu/\x7f"},
	} {
		assert.Equal(t, want, evidence.RouteOf(address, r), address)
	}
}

func TestARouteInOneLineHasNoValues(t *testing.T) {
	t.Parallel()
	r := evidence.NewRedactor()
	assert.Equal(t, "/_oauth/x?code&scope", evidence.RouteOf("https://chat.eu/_oauth/x?code=1&scope=openid", r).String())
	assert.Equal(t, "/home", evidence.RouteOf("/home", r).String())
}

// Most of what passes a redactor are sentences and lines of a log.
func BenchmarkSentence(b *testing.B) {
	r := evidence.NewRedactor("tell-nobody", "nor-this")
	for b.Loop() {
		r.String("the account ada-abcdefgh has the e-mail ada-abcdefgh@people.example and a state of its own")
	}
}
