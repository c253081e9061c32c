// Package login_test is the specification of logging in: what must hold for
// every guide, from the button on the login page to the end of the session.
// Each scenario is in a file named after its behaviour.
package login_test

import (
	"testing"

	"gonogo/internal/scenario"
)

func TestLogin(t *testing.T) {
	scenario.Open(t).Prove(t,
		buttonOnLoginPage(),
		buttonOnSignUpPage(),
		redirectURI(),
		requestsAsConfigured(),
		newPersonByRedirect(),
		newPersonByPopup(),
		popupAsPromised(),
		personWithDefaults(),
		secondLogin(),
		loggingOut(),
		wrongPassword(),
		cancelled(),
	)
}
