package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// troublesOfTheWorkspace lie in settings of the whole workspace (§2.4, §2.6, §5.5,
// observed §G).
func troublesOfTheWorkspace() []scenario.Trouble {
	return []scenario.Trouble{
		registrationClosed(), domainRefused(), approvalPending(), approvalWithoutForm(), formHidden(),
		rateLimited(), loginBlocked(),
	}
}

// inTheWorkspace is a trouble of settings that are put back for a fix.
func inTheWorkspace(key, title string, cause diagnosis.Cause, values map[string]any, sees func(*scenario.Run) scenario.Ending) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "back on the login page after a correct password", Cause: cause,
		Alone: scenario.InTheWorkspace, InTurn: true,
		Break: func(r *scenario.Run) { r.SetsWorkspace(title, values) },
		Sees:  sees,
	}
}

// withEmail keeps the guides whose provider tells people's e-mail: Entra's version
// 1 endpoints do not (providers: Entra).
func withEmail(g *guide.Guide, _ release.Release) bool { return g.ID != "entra" }

func registrationClosed() scenario.Trouble {
	return inTheWorkspace("registration-closed", "Rocket.Chat takes no new people from login services", diagnosis.RegistrationClosed,
		map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false},
		func(r *scenario.Run) scenario.Ending {
			return r.Refused("User registration is disabled for authentication services")
		})
}

func domainRefused() scenario.Trouble {
	tr := inTheWorkspace("domain-refused", "the domain of the person's e-mail is not among the allowed ones", diagnosis.DomainRefused,
		map[string]any{"Accounts_AllowedDomainsList": "elsewhere.example"}, (*scenario.Run).DomainIsRefused)
	tr.Applies = withEmail
	return tr
}

// The account is there, and waits. Without an e-mail Rocket.Chat fails otherwise (§2.6).
func approvalPending() scenario.Trouble {
	tr := inTheWorkspace("approval-pending", "new people wait for an administrator's approval", diagnosis.ApprovalPending,
		map[string]any{"Accounts_ManuallyApproveNewUsers": true}, (*scenario.Run).NotActivated)
	tr.Applies, tr.Page = withEmail, true
	tr.Fix = func(r *scenario.Run) { r.Ada().IsApproved() }
	return tr
}

// Without the login form React's page has no place for messages (§2.6).
func approvalWithoutForm() scenario.Trouble {
	tr := approvalPending()
	tr.Key, tr.Title, tr.Page = "approval-pending-without-form", "new people wait for an administrator's approval, and no login form can say so", false
	tr.Break = func(r *scenario.Run) {
		r.SetsWorkspace("new people are approved by hand, and the login form is hidden",
			map[string]any{"Accounts_ManuallyApproveNewUsers": true, "Accounts_ShowFormLogin": false})
	}
	tr.Sees = func(r *scenario.Run) scenario.Ending {
		if r.Release().Has(release.ReactLoginPage) {
			return r.Silently()
		}
		return r.NotActivated()
	}
	return tr
}

// The provider's button does not need the form.
func formHidden() scenario.Trouble {
	tr := inTheWorkspace("form-hidden", "the login form is hidden, which keeps nobody out", "",
		map[string]any{"Accounts_ShowFormLogin": false}, nil)
	tr.Symptom = "none: the provider's button is still there"
	return tr
}

// Rocket.Chat counts calls of a method by connection (§2.4); a low limit stands for
// many people behind one address.
func rateLimited() scenario.Trouble {
	tr := inTheWorkspace("rate-limited", "there are more logins than Rocket.Chat allows in a time", diagnosis.RateLimited, nil, (*scenario.Run).TooManyRequests)
	tr.Break = func(r *scenario.Run) {
		r.LimitsHarmNobody()
		r.SetsWorkspace("Rocket.Chat allows one login a minute", map[string]any{
			"DDP_Rate_Limit_Connection_By_Method_Requests_Allowed": 1,
			"DDP_Rate_Limit_Connection_By_Method_Interval_Time":    60000,
			"DDP_Rate_Limit_Connection_By_Method_Enabled":          true,
		})
	}
	tr.Try = (*scenario.Person).LogsInTwice
	return tr
}

// Failed logins count by address, whoever fails (§2.4).
func loginBlocked() scenario.Trouble {
	tr := inTheWorkspace("login-blocked", "Rocket.Chat blocks an address after too many failed logins", diagnosis.LoginBlocked, nil, (*scenario.Run).BlockedByAddress)
	tr.Break = func(r *scenario.Run) {
		r.LimitsHarmNobody()
		r.SetsWorkspace("three failed logins block an address", map[string]any{
			"Block_Multiple_Failed_Logins_Enabled":                          true,
			"Block_Multiple_Failed_Logins_By_Ip":                            true,
			"Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip":       3,
			"Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes": 5,
		})
		r.SomebodyMistypesPasswords(3)
	}
	tr.Fix = func(r *scenario.Run) {
		r.SetsWorkspace("fifty failed logins block an address, as by default",
			map[string]any{"Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 50})
	}
	return tr
}
