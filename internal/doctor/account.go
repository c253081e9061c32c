package doctor

import (
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// judgeAccounts reports the settings of the workspace that stop people at the
// first login (§2.6, §5.3, §5.5).
func (e *examination) judgeAccounts() {
	if e.off(serviceRegistration) && !e.on(ldapEnabled) {
		e.find("", diagnosis.Finding{
			Cause: diagnosis.RegistrationClosed, Where: serviceRegistration, Found: "off", Wanted: "on",
			Problem: "Rocket.Chat makes no accounts for new people of login services.",
			Fix:     "Turn Registration with Authentication Services on.",
		})
	}
	if e.on(manualApproval) {
		e.find("", diagnosis.Finding{
			Cause: diagnosis.ApprovalPending, Where: manualApproval, Found: "on", Wanted: "off",
			Problem: "An administrator has to approve new people before they can log in.",
			Fix:     "Turn Manually Approve New Users off, or activate each new account under Users.",
		})
	}
	if domains := strings.TrimSpace(e.text(allowedDomains)); domains != "" {
		e.note("only people with an e-mail of these domains get an account: %s (%s)", domains, allowedDomains)
	}
	e.judgeEmailCode()
}

// judgeEmailCode: by default the very first login of a person with an e-mail is
// asked for a code that Rocket.Chat mails (§5.5).
func (e *examination) judgeEmailCode() {
	if !e.emailCodeAsked() {
		return
	}
	if e.config.text("email_field") == "" && !strings.Contains(" "+e.config.text("scope")+" ", " email ") {
		e.note("people whom the provider gives an e-mail will be asked for a code by e-mail (%s)", emailCodeOptIn)
		return
	}
	e.find(guide.TopicSecondFactor, diagnosis.Finding{
		Cause: diagnosis.EmailCodeAsked, Where: emailCodeOptIn, Found: "on", Wanted: "off",
		Problem: "Rocket.Chat asks new people for a code that it sends by e-mail, also where it has no mail server.",
		Fix:     "Turn Auto opt in new users for Two Factor via Email off, before people log in for the first time.",
	})
}

// emailCodeAsked needs every one of these settings; what was not read counts as
// not set.
func (e *examination) emailCodeAsked() bool {
	switch {
	case !e.release.Has(release.OAuthTwoFactor):
		return false
	case e.release.Has(release.TwoFactorSwitch) && !e.on(twoFactor):
		return false
	case e.release.Has(release.EmailCodeForOAuthUsers) && e.off(emailCodeForOAuth):
		return false
	}
	return e.on(emailCode) && e.on(emailCodeOptIn) && e.on(verifyExternal)
}
