package protocol

import (
	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// refusal is what a person sees of a refused login: the question for a code, or
// the login page; in redirect style without a word (§7.3, §14.5).
func (c *Chat) refusal(e *methodError, popup bool) pages.State {
	if id, _ := e.id(); id == "totp-required" {
		return pages.State{Kind: pages.TwoFactor}
	}
	if !popup {
		return pages.State{Kind: pages.LoginForm}
	}
	return pages.State{Kind: pages.LoginForm, Message: folded(c.message(e))}
}

// message is what the release's page says of a refused popup login (§5.6, §9.2).
func (c *Chat) message(e *methodError) string {
	if c.release().Has(release.LoginErrorToast) {
		return c.toast(e)
	}
	id, isText := e.id()
	if !isText || !c.on("Accounts_ShowFormLogin") {
		return "" // numbers are dropped, and without the form there is no place
	}
	reasons := c.release().Has(release.LoginErrorReason)
	if text, known := knownRefusals()[id]; known && (reasons || c.release().Has(release.LoginErrorKnownIDs)) {
		return text
	}
	if reasons && e.Reason != nil {
		return *e.Reason
	}
	return ""
}

// toast is the text of Blaze's pages. An error that is none of Meteor's loses
// everything on its way over REST (§14.5).
func (c *Chat) toast(e *methodError) string {
	switch {
	case e.Reason != nil:
		return *e.Reason
	case len(e.ID) == 0 && !c.overREST():
		return "Internal server error"
	}
	return e.text()
}

// knownRefusals are the texts for known ids (§9.2). Seen is the one about
// activation (observed §E.3).
//
// Assumption: the others read like this; §9.2 gives their ids only.
func knownRefusals() map[string]string {
	return map[string]string{
		"error-user-is-not-activated":            "Before you can login, your account must be manually activated by an administrator.",
		"error-app-user-is-not-allowed-to-login": "App user is not allowed to login",
		"user-not-found":                         "User not found or incorrect password",
		"error-login-blocked-for-ip":             "Login has been temporarily blocked for this IP",
		"error-login-blocked-for-user":           "Login has been temporarily blocked for this user",
		"error-license-user-limit-reached":       "Maximum number of users reached",
		"error-invalid-email":                    "Invalid email",
	}
}

// usernameRefusal is what the page for a user name says (§9.3).
func usernameRefusal(e *methodError, name string) string {
	switch id, _ := e.id(); id {
	case "error-blocked-username":
		return name + " is blocked and can't be used!"
	case "error-field-unavailable":
		return name + " is already in use :("
	case "username-invalid":
		return name + " is not a valid username, use only letters, numbers, dots, hyphens and underscores"
	}
	if e.Reason != nil {
		return *e.Reason
	}
	return e.text()
}
