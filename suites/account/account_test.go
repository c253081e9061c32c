// Package account_test is the specification of accounts that a provider's people
// have in Rocket.Chat: what they may change, who may have one, and when
// Rocket.Chat asks for a second factor of its own.
package account_test

import (
	"maps"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestAccount(t *testing.T) {
	scenario.Open(t).Prove(t,
		changesAllowed(),
		identityChangesRefused(),
		emailChangeRefused(),
		passwordRefused(),
		profileIsClosed(),
		avatarAndPasswordClosed(),
		profilePageLocked(),
		profilePageOpen(),
		passwordIgnored(),

		codeByDefault(),
		codeByDefaultElsewhere(),
		noCodeWithoutSecondFactor(),
		noCodeWithoutEmailFactor(),
		noCodeForOAuthUsers(),
		credentialAgain(),

		signUpFormDisabled(),
		servicesMayNotRegister(),
		manualApproval(),
		manualApprovalByRedirect(),
		foreignDomain(),
		allowedDomain(),
	)
}

// popup are the settings of scenarios that are not about the style: up to 5.x
// the redirect style loses first logins (§14.3).
func popup() map[string]any { return map[string]any{"login_style": "popup"} }

// atAuthentik keeps one guide for the rules that are Rocket.Chat's alone, and for
// what authentik's guide says about accounts. 6.3.0 and 6.6.0 let nobody in (§0.4).
func atAuthentik(g *guide.Guide, r release.Release) bool { return g.ID == "authentik" && letsIn(r) }

func letsIn(r release.Release) bool {
	return !r.Has(release.TokenParamsInQuery) && !r.Has(release.CustomButtonDead)
}

// asksForCodes are the settings by which Rocket.Chat asks new people for codes by
// e-mail. They are its defaults: the suites' own servers start with one of them
// off, because no other scenario could log in (§5.5).
func asksForCodes(more map[string]any) map[string]any {
	all := map[string]any{"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": true}
	maps.Copy(all, more)
	return all
}

// attempt goes as far as Rocket.Chat's answer to the login.
func attempt(ada *scenario.Person) {
	ada.OpensTheLoginPage()
	ada.ClicksTheProviderButton()
	ada.SignsIn()
}
