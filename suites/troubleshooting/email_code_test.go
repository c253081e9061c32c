package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// Settings of codes by e-mail (§2.3).
const (
	twoFactor     = "Accounts_TwoFactorAuthentication_Enabled"
	emailCode     = "Accounts_TwoFactorAuthentication_By_Email_Enabled"
	emailCodeIn   = "Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In"
	emailForOAuth = "Accounts_twoFactorAuthentication_email_available_for_OAuth_users"
)

// troublesOfEmailCodes are one trap with four ways out, of which not all are: since
// 3.9 Rocket.Chat asks new people with an e-mail for a code, by default and without
// a mail server (§5.5, observed §G).
func troublesOfEmailCodes() []scenario.Trouble {
	return []scenario.Trouble{optInOff(), emailCodeOff(), emailCodeOffForOAuth(), twoFactorOff()}
}

// codeAsked is the trap, with one way out.
func codeAsked(key, fix string, values map[string]any) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: "new people are asked for a code by e-mail; the fix is to switch " + fix + " off",
		Symptom: "Rocket.Chat asks for a code that never comes", Cause: diagnosis.EmailCodeAsked,
		Alone: scenario.InTheWorkspace, InTurn: true,
		Applies: since(release.OAuthTwoFactor, withEmail),
		Break: func(r *scenario.Run) {
			r.SetsWorkspace("Rocket.Chat's defaults ask new people for codes", map[string]any{twoFactor: true, emailCode: true, emailCodeIn: true})
		},
		Sees: (*scenario.Run).AskedForACode,
		Fix:  func(r *scenario.Run) { r.SetsWorkspace(fix+" is off", values) },
	}
}

// Who has got an account meanwhile has been opted in for good.
func optInOff() scenario.Trouble {
	tr := codeAsked("email-code-opt-in-off", "Auto opt in", map[string]any{emailCodeIn: false})
	tr.Uncured = func(r *scenario.Run) (string, scenario.Ending) {
		return "accounts that were made meanwhile keep asking for a code: switching the opt-in off is for people who have not come yet", r.AskedForACode()
	}
	return tr
}

func emailCodeOff() scenario.Trouble {
	tr := codeAsked("email-code-off", "codes by e-mail", map[string]any{emailCode: false})
	tr.Page = true
	return tr
}

// The setting for this very case, since 6.13.
func emailCodeOffForOAuth() scenario.Trouble {
	tr := codeAsked("email-code-off-for-oauth", "codes by e-mail for people of providers", map[string]any{emailForOAuth: false})
	tr.Applies = since(release.EmailCodeForOAuthUsers, withEmail)
	return tr
}

// authentik's guide: "turn off Enable Two Factor Authentication", which is heeded
// since 3.18.
func twoFactorOff() scenario.Trouble {
	tr := codeAsked("email-code-two-factor-off", "Enable Two Factor Authentication", map[string]any{twoFactor: false})
	tr.InTurn = false
	tr.Applies = since(release.TwoFactorSwitch, at("authentik"))
	return tr
}
