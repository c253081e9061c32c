package scenario

import (
	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

func loggedIn(kind pages.Kind) bool {
	return kind == pages.Home || kind == pages.RegisterUsername || kind == pages.ResetPassword
}

// LoggedIn is how a login ends that works: where no user name is mapped, with the
// page that asks for one.
func (r *Run) LoggedIn() Ending {
	if !r.mapsUsername() {
		return Ending(words(pages.State{Kind: pages.RegisterUsername}))
	}
	return Ending(words(pages.State{Kind: pages.Home}))
}

// Silently is the login page without a word.
func (r *Run) Silently() Ending { return Ending(words(pages.State{Kind: pages.LoginForm})) }

// Reads is the login page with a message, in a popup's opener alone: redirect
// style shows none (§7.3, §14.5).
func (r *Run) Reads(message string) Ending {
	if r.loginStyle() == "redirect" {
		return r.Silently()
	}
	return Ending(words(pages.State{Kind: pages.LoginForm, Message: message}))
}

// NoButton is a login page without the provider's button.
func (r *Run) NoButton() Ending { return "the login page has no button of the provider" }

// ProviderRefuses is an error page of the provider's own.
func (r *Run) ProviderRefuses() Ending {
	return "the provider shows an error instead of its login page"
}

// ProviderUnreachable is the browser's page for an address that does not answer.
func (r *Run) ProviderUnreachable() Ending { return "the browser cannot reach the provider" }

// AskedForACode is Rocket.Chat's dialog for a second factor.
func (r *Run) AskedForACode() Ending { return Ending(words(pages.State{Kind: pages.TwoFactor})) }

// FailedAtTheServer is what is seen of an error that Rocket.Chat's server had with
// the provider: an error without text, which Blaze's toast shows as it is, and
// React's page drops (§5.6, §9.2, §14.5; observed §E.3).
func (r *Run) FailedAtTheServer() Ending {
	if r.Release().Has(release.LoginErrorToast) {
		return r.Reads("[undefined]")
	}
	return r.Silently()
}

// NothingToPickUp is what is seen of a login for which the callback had nothing
// stored: an error with a number for a code (§5.6, §14.5).
func (r *Run) NothingToPickUp() Ending {
	if r.Release().Has(release.LoginErrorToast) {
		return r.Reads("No matching login attempt found")
	}
	return r.Silently()
}

// Refused is what is seen of an error of Rocket.Chat's own whose code is a text,
// but none of those that pages know (§5.6, §9.2): its reason, or nothing.
func (r *Run) Refused(reason string) Ending {
	reasons := r.Release().Has(release.LoginErrorReason) && !r.Release().Has(release.MaskedLoginErrors)
	if reasons || r.Release().Has(release.LoginErrorToast) {
		return r.Reads(reason)
	}
	return r.Silently()
}
