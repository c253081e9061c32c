package web_test

import (
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// failed answers what the release shows after a failed login: "kind: text".
func failed(p tab) string {
	return eval[string](p, `[...document.querySelectorAll(".rcx-callout, .toast, .rcx-toastbar")]
		.map((e) => e.className.split("--").pop().split(" ").pop() + ": " + e.innerText.trim()).join("; ")`)
}

func TestFailedPopupLogin(t *testing.T) {
	t.Parallel()
	inactive := map[string]any{"error": "error-user-is-not-activated", "reason": "User is not activated"}
	conflict := map[string]any{"error": "CustomOAuth", "reason": "User with username alice already exists"}
	numeric := map[string]any{"error": 401, "reason": "User not found"}
	const approval = "warning: Before you can login, your account must be manually activated by an administrator."
	tests := []struct {
		name, version string
		err           map[string]any
		want          string
	}{
		{"toast of a reason", "3.18.2", conflict, "toast-error: User with username alice already exists"},
		{"toast of a plain error", "3.18.2", map[string]any{}, "toast-error: [undefined]"},
		{"nothing yet", "5.4.10", inactive, ""},
		{"known id", "6.4.9", inactive, approval},
		{"unknown id", "6.4.9", conflict, ""},
		{"reason", "6.13.1", conflict, "danger: User with username alice already exists"},
		{"known id, later", "7.1.0", inactive, approval},
		{"number", "7.1.0", numeric, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, test.version, "", func(s *server) {
				s.services[0]["loginStyle"] = "popup"
				s.loginError = test.err
			})
			p := s.open(t, "/login")
			p.click("button[title=Clavex]")
			s.awaitLogins(t, 1)
			if test.want != "" {
				p.see(".rcx-callout, .toast")
			}
			assert.Equal(t, test.want, failed(p))
			assert.Equal(t, "/login", eval[string](p, "location.pathname"))
			p.shot("failed")
		})
	}
}

func TestFailedRedirectLoginIsSilent(t *testing.T) {
	t.Parallel()
	for _, g := range generations() {
		t.Run(g.version, func(t *testing.T) {
			t.Parallel()
			s := serve(t, g.version, "", func(s *server) {
				s.noCredential = true
				s.loginError = map[string]any{"error": "CustomOAuth", "reason": "already exists"}
			})
			p := s.open(t, "/home")
			p.click(g.button)
			s.awaitLogins(t, 1)
			p.see(g.form)
			assert.Empty(t, failed(p))
			logins, _, _ := s.record()
			assert.Nil(t, logins[0]["oauth"].(map[string]any)["credentialSecret"])
		})
	}
}

func TestBlockedPopup(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", func(s *server) { s.services[0]["loginStyle"] = "popup" })
	p := s.open(t, "/login")
	p.see("[role=group] button")
	thrown := chromedp.Events(p.ctx, runtime.ExceptionThrown)
	eval[bool](p, "window.open = () => null, true")
	p.click("[role=group] button")
	for event, err := range thrown {
		require.NoError(t, err)
		assert.Contains(t, event.ExceptionDetails.Exception.Description, "The login popup was blocked by the browser")
		break
	}
	assert.Empty(t, failed(p))
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	s := serve(t, "8.9.0", "", func(s *server) { s.loginError = map[string]any{"error": 401, "reason": "User not found"} })
	p := s.open(t, "/login")
	p.fill("[name=usernameOrEmail]", "alice")
	p.fill("[name=password]", "wrong")
	p.click("form button[type=submit]")
	p.see(".rcx-callout")
	assert.Equal(t, "danger: User not found or incorrect password", failed(p))
}
