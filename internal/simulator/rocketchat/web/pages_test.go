package web_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestButtons(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", func(s *server) {
		s.services = []map[string]any{
			clavex(map[string]any{"service": "zeta", "buttonLabelText": "Zeta", "buttonColor": "tomato", "buttonLabelColor": "nope"}),
			clavex(nil),
			clavex(map[string]any{"service": "beta", "buttonLabelText": "", "buttonColor": "", "buttonLabelColor": ""}),
			clavex(map[string]any{"service": "hidden", "showButton": false}),
		}
	})
	p := s.open(t, "/login")
	p.see("[role=group] button")
	labels := []string{"Sign in with Beta (null)", "Log in with Clavex (Clavex)", "Zeta (null)"}
	assert.Equal(t, labels, eval[[]string](p, `[...document.querySelectorAll("[role=group] button")]
		.map((b) => b.innerText + " (" + b.getAttribute("title") + ")")`))
	colours := []string{"rgb(228, 231, 234)", "rgb(31, 35, 41)", "rgb(0, 170, 85)", "rgb(17, 34, 51)", "rgb(255, 99, 71)", "rgb(31, 35, 41)"}
	assert.Equal(t, colours, eval[[]string](p, `[...document.querySelectorAll("[role=group] button")]
		.flatMap((b) => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color])`))
	assert.Equal(t, "or", p.text("[role=separator]"))
	assert.Zero(t, eval[int](p, `document.querySelectorAll("[role=group] [style]").length`))
	p.shot("buttons")
}

func TestBlazeButtonWithoutLabelIsBlank(t *testing.T) {
	t.Parallel()
	s := serve(t, "3.18.2", "", func(s *server) { s.services[0]["buttonLabelText"] = "" })
	p := s.open(t, "/login")
	assert.Empty(t, p.text("button.external-login.clavex[title=Clavex]"))
	assert.Equal(t, "rgb(0, 170, 85)", p.style("button.external-login", "background-color"))
	assert.Equal(t, 1, eval[int](p, "document.querySelectorAll('button.external-login[style] > i.icon-clavex.service-icon').length"))
}

func TestHiddenForm(t *testing.T) {
	t.Parallel()
	for _, g := range generations() {
		t.Run(g.version, func(t *testing.T) {
			t.Parallel()
			s := serve(t, g.version, "", func(s *server) { s.settings["Accounts_ShowFormLogin"] = false })
			p := s.open(t, "/login")
			p.see(g.button)
			assert.Zero(t, eval[int](p, "document.querySelectorAll('input, [role=separator], button[type=submit]').length"))
			p.shot("hidden-form")
		})
	}
}

func TestSignUpPage(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", nil)
	p := s.open(t, "/home")
	assert.Equal(t, "Welcome to Rocket.Chat workspace", p.text("main h1"))
	assert.Equal(t, "Login - Rocket.Chat", eval[string](p, "document.title"))
	assert.Equal(t, "Forgot your password?,Create an account", eval[string](p, `[...document.querySelectorAll("form a[href='#']")].map((a) => a.innerText).join()`))
	eval[any](p, `[...document.querySelectorAll("form a")].at(-1).click()`)
	p.see("[name=passwordConfirmation]")
	assert.Equal(t, "Create an account - Rocket.Chat", eval[string](p, "document.title"))
	assert.Equal(t, "name,email,username,password,passwordConfirmation",
		eval[string](p, `[...document.querySelectorAll("form input[aria-required=true]")].map((i) => i.name).join()`))
	assert.Zero(t, eval[int](p, "document.querySelectorAll('[title=Clavex]').length"))
	p.shot("sign-up")
}

func TestBlazeSignUpPageShowsServices(t *testing.T) {
	t.Parallel()
	s := serve(t, "3.18.2", "", nil)
	p := s.open(t, "/home")
	p.click("button.register")
	p.see("#confirm-pass")
	p.see("button.external-login.clavex")
	p.shot("sign-up")
}

func TestRegisterUsername(t *testing.T) {
	t.Parallel()
	for _, g := range generations() {
		t.Run(g.version, func(t *testing.T) {
			t.Parallel()
			s := serve(t, g.version, "", func(s *server) {
				delete(s.me, "username")
				s.settings["API_Use_REST_For_DDP_Calls"] = false
			})
			p := s.open(t, "/home")
			p.click(g.button)
			p.see("[name=username]")
			assert.Equal(t, "suggested", eval[string](p, "document.querySelector('[name=username]').value"))
			p.fill("[name=username]", "taken")
			p.click("button.login, button[type=submit]")
			p.see(".alert, .rcx-callout")
			p.shot("username")
			p.fill("[name=username]", "alice")
			p.click("button.login, button[type=submit]")
			p.see(g.loggedIn)
			_, calls, _ := s.record()
			assert.Equal(t, []string{"setUsername taken", "setUsername alice"}, calls)
		})
	}
}

// wantsNewPassword is the account of somebody whose local password was wiped.
func wantsNewPassword(s *server) {
	s.me["requirePasswordChange"] = true
	s.me["requirePasswordChangeReason"] = "This_email_has_already_been_used_and_has_not_been_verified__Please_change_your_password"
}

func TestResetPassword(t *testing.T) {
	t.Parallel()
	s := serve(t, "7.1.0", "", wantsNewPassword)
	p := s.open(t, "/home")
	p.click("[role=group] button")
	p.see("[name=passwordConfirmation]")
	assert.Equal(t, "Rocket.Chat", eval[string](p, "document.title"))
	assert.Contains(t, p.text("form"), "This email has already been used and has not been verified. Please change your password.")
	p.shot("reset-password")
	p.fill("[name=password]", "new-pass")
	p.fill("[name=passwordConfirmation]", "new-pass")
	p.click("button[type=submit]")
	p.see(`button[title="User menu"]`)
}

// The Blaze form has one field of its own (resetPassword.html of 3.x).
func TestBlazeResetsThePasswordInOneField(t *testing.T) {
	t.Parallel()
	s := serve(t, "3.18.2", "", func(s *server) {
		wantsNewPassword(s)
		s.services[0]["loginStyle"] = "popup"
	})
	p := s.open(t, "/home")
	p.click(".external-login.clavex")
	p.see("form#login-card input#newPassword[name=newPassword]")
	assert.Contains(t, p.text("form"), "This email has already been used and has not been verified. Please change your password.")
	p.fill("#newPassword", "new-pass")
	p.click("#login-card button.rc-button--primary")
	p.see(`.sidebar img[src="/avatar/alice"]`)
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	for _, style := range []string{"redirect", "popup"} {
		t.Run(style, func(t *testing.T) {
			t.Parallel()
			s := serve(t, "7.1.0", "", func(s *server) {
				s.wantCode = "123456"
				s.services[0]["loginStyle"] = style
			})
			p := s.open(t, "/home")
			p.click("[role=group] button")
			assert.Contains(t, p.text("dialog[open]"), "Email two-factor authentication")
			p.fill("dialog input[placeholder='Enter code here']", "000000")
			p.click("dialog button[type=submit]")
			p.wait("document.querySelector('dialog .rcx-field__error').innerText !== ''")
			p.shot("second-factor")
			p.fill("dialog input", "123456")
			p.click("dialog button[type=submit]")
			p.see(`button[title="User menu"]`)
			logins, _, _ := s.record()
			assert.Equal(t, map[string]any{"totp": map[string]any{"login": logins[0], "code": "123456"}}, logins[2])
		})
	}
}
