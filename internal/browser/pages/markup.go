package pages

import (
	"gonogo/internal/browser"
	"gonogo/internal/release"
)

// markup says where a release keeps the parts of its pages: CSS selectors, and
// locators where a text decides.
type markup struct {
	UserField      string `json:"userField"`
	PasswordField  string `json:"-"`
	LoginSubmit    string `json:"-"`
	ServiceButtons string `json:"serviceButtons"`
	SignUpField    string `json:"signUpField"` // a field that only the sign-up form has
	UsernameField  string `json:"usernameField"`
	ResetForm      string `json:"resetForm"`
	UserMenu       string `json:"userMenu"`
	Messages       string `json:"messages"`

	SignUpLink     browser.Locator `json:"-"`
	UsernameSubmit browser.Locator `json:"-"`
}

// userMenu opens the menu of the person who is logged in: 7.1 (observed §J),
// 3.18 and the early React releases (§14.2; client/sidebar/header/UserAvatarButton
// and tests/e2e/page-objects/fragments/home-sidenav.ts of Rocket.Chat).
const userMenu = `button[title="User menu"], button[aria-label="User menu"], [data-qa="sidebar-avatar-button"], .sidebar-avatar-button`

// messages are the places where a failure is told: toasts, callouts, alerts
// (§9.2). Empty ones exist at all times (observed §E.3).
const messages = `.toast-message, .rcx-toastbar, .rcx-callout, [role=alert], .alert`

func markupOf(r release.Release) markup {
	if r.Has(release.ReactLoginPage) {
		return reactMarkup(r)
	}
	return blazeMarkup()
}

// blazeMarkup follows §9.1, §14.2 and the templates app/ui-login/client/login/form.html,
// login/services.html, username/username.html and reset-password/resetPassword.html of 3.x.
func blazeMarkup() markup {
	return markup{
		UserField:      "form#login-card #emailOrUsername",
		PasswordField:  "form#login-card #pass",
		LoginSubmit:    "form#login-card button.login",
		ServiceButtons: ".oauth-login .external-login",
		SignUpField:    "form#login-card input#name",
		SignUpLink:     browser.Locator{CSS: "form#login-card button.register"},
		UsernameField:  "form#login-card input#username",
		UsernameSubmit: browser.Locator{CSS: "form#login-card button.login"},
		ResetForm:      "form#login-card:has(input#newPassword)",
		UserMenu:       userMenu,
		Messages:       messages,
	}
}

// reactMarkup follows observed §J and §14.2.
func reactMarkup(r release.Release) markup {
	user := "input[name=usernameOrEmail]"
	if r.Has(release.LoginFieldUsername) {
		user = "input[name=username]"
	}
	login := "form:has(" + user + "):has(input[name=password]):not(:has(input[name=email]))"
	username := "form:has(input[name=username]):not(:has(input[type=password]))"
	return markup{
		UserField:      login + " " + user,
		PasswordField:  login + " input[name=password]",
		LoginSubmit:    login + " button[type=submit]",
		ServiceButtons: "form [role=group] button[type=button]",
		SignUpField:    "form:has(input[name=password]) input[name=email]",
		SignUpLink:     browser.Locator{CSS: "a", Text: "Create an account"},
		UsernameField:  username + " input[name=username]",
		UsernameSubmit: browser.Locator{CSS: username + " button", Text: "Use this username"},
		ResetForm: "form:has(input[type=password]):not(:has(input[name=usernameOrEmail]))" +
			":not(:has(input[name=username])):not(:has(input[name=email]))",
		UserMenu: userMenu,
		Messages: messages,
	}
}
