package protocol

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOpenerPolicy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		at, policy string
		want       bool
	}{
		{"https://id.test/", "same-origin", true},
		{"https://id.test/", " same-origin; report-to=\"x\"", true},
		{"https://id.test/", "same-origin-allow-popups", true},
		{"https://id.test/", "noopener-allow-popups", true},
		{"https://id.test/", "unsafe-none", false},
		{"https://id.test/", "nonsense", false},
		{"https://id.test/", "", false},
		{"http://id.test/", "same-origin", false},
		{"http://127.0.0.1:9999/", "same-origin", true},
		{"http://localhost:9999/", "same-origin", true},
	} {
		h := http.Header{"Cross-Origin-Opener-Policy": {test.policy}}
		assert.Equal(t, test.want, severs(address(t, test.at), h), "%s on %s", test.policy, test.at)
	}
}

// CSP Level 3, form-action; the first is Clavex's.
func TestFormAction(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		policies []string
		target   string
		want     bool
	}{
		{[]string{"form-action 'self' https:"}, "https://chat.test/_oauth/x", true},
		{[]string{"form-action 'self' https:"}, "http://chat.test/_oauth/x", false},
		{[]string{"form-action 'self'"}, "https://id.test:443/x", true},
		{[]string{"form-action 'self'"}, "https://id.test:444/x", false},
		{[]string{"default-src 'none'"}, "http://chat.test/", true},
		{[]string{"FORM-ACTION 'none'"}, "https://id.test/", false},
		{[]string{"form-action"}, "https://id.test/", false},
		{[]string{"form-action *"}, "http://chat.test/", true},
		{[]string{"form-action http:"}, "https://chat.test/", true},
		{[]string{"form-action chat.test"}, "https://chat.test/a", true},
		{[]string{"form-action chat.test"}, "http://chat.test/a", false},
		{[]string{"form-action *.chat.test"}, "https://chat.test/a", false},
		{[]string{"form-action *.test"}, "https://chat.test/a", true},
		{[]string{"form-action https://chat.test:*/a/"}, "https://chat.test:8443/a/b", true},
		{[]string{"form-action https://chat.test/a/"}, "https://chat.test/b", false},
		{[]string{"form-action https://chat.test/a"}, "https://chat.test/a", true},
		{[]string{"form-action https:", "form-action 'self'"}, "https://chat.test/", false},
		{[]string{"form-action https:, form-action 'self'"}, "https://chat.test/", false},
		{[]string{"form-action https:; form-action 'none'"}, "https://chat.test/", true},
	} {
		f := newFormAction(address(t, idURL+"/login"), http.Header{"Content-Security-Policy": test.policies})
		assert.Equal(t, test.want, f.allows(address(t, test.target)), "%q, to %s", test.policies, test.target)
	}
}
