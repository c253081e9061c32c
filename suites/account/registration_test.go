package account_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// "Registration Form: Disabled" closes the form, and not the provider's door (§2.6).
func signUpFormDisabled() scenario.Scenario {
	return scenario.Scenario{
		Key:      "sign-up-form-disabled",
		Title:    "without a sign-up form the provider's people still get accounts",
		Asserts:  []guide.Topic{"registration-form"},
		Service:  popup(),
		Optional: []guide.Topic{"registration-form"},
		Applies:  atAuthentik,
		Steps: func(r *scenario.Run) {
			r.NobodyCanSignUp()
			ada := r.NewPerson()
			ada.LogsIn()
			ada.IsKnownToTheAPI()
		},
	}
}

// Accounts_Registration_AuthenticationServices_Enabled closes the provider's door
// to new people.
func servicesMayNotRegister() scenario.Scenario {
	return scenario.Scenario{
		Key:       "services-may-not-register",
		Title:     "where services may not register people, a new person is turned away",
		Service:   popup(),
		Workspace: map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false},
		Applies:   atAuthentik,
		Breadth:   true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			attempt(ada)
			ada.IsTurnedAway(reason(r.Release(), "User registration is disabled for authentication services"))
			ada.HasNoAccount()
		},
	}
}

// reason is what a person reads in a popup login of an error that the login's
// handler has thrown: a toast up to 5.3, a callout from 6.7 on, and nothing in
// between, nor from 7.0 on, where such errors are masked (§5.6, §9.2).
func reason(r release.Release, text string) string {
	if r.Has(release.LoginErrorToast) || r.Has(release.LoginErrorReason) && !r.Has(release.MaskedLoginErrors) {
		return text
	}
	return ""
}

// Accounts_ManuallyApproveNewUsers makes the account, and lets nobody in before
// an administrator has activated it.
func manualApproval() scenario.Scenario {
	return approval("manual-approval", "a new person waits for an administrator", popup(), atAuthentik, func(r release.Release) string {
		switch {
		case r.Has(release.LoginErrorToast):
			return "User is not activated"
		case r.Has(release.LoginErrorKnownIDs), r.Has(release.LoginErrorReason):
			return "Before you can login, your account must be manually activated by an administrator."
		}
		return ""
	})
}

// In redirect style the person is told nothing (observed §E.3).
func manualApprovalByRedirect() scenario.Scenario {
	return approval("manual-approval-by-redirect", "a new person who comes by redirect waits for an administrator, and is not told", nil,
		func(g *guide.Guide, r release.Release) bool {
			return atAuthentik(g, r) && !r.Has(release.RESTLoginRace)
		},
		func(release.Release) string { return "" })
}

func approval(key, title string, service map[string]any, applies func(*guide.Guide, release.Release) bool, reading func(release.Release) string) scenario.Scenario {
	return scenario.Scenario{
		Key: key, Title: title, Service: service,
		Workspace: map[string]any{"Accounts_ManuallyApproveNewUsers": true},
		Applies:   applies,
		Breadth:   true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			attempt(ada)
			ada.IsTurnedAway(reading(r.Release()))
			ada.HasAnAccountAllTheSame(false)
			ada.IsActivated()
			ada.LogsIn()
			ada.IsKnownToTheAPI()
		},
	}
}

// Accounts_AllowedDomainsList turns people away whose e-mail is elsewhere.
func foreignDomain() scenario.Scenario {
	return domains("foreign-domain", "a person whose e-mail domain is not allowed is turned away", "elsewhere.example", func(ada *scenario.Person) {
		attempt(ada)
		ada.IsNotLetIn()
		ada.HasNoAccount()
	})
}

// People of a listed domain are let in.
func allowedDomain() scenario.Scenario {
	return domains("allowed-domain", "a person whose e-mail domain is allowed is let in", "elsewhere.example, people.example", func(ada *scenario.Person) {
		ada.LogsIn()
		ada.IsKnownToTheAPI()
	})
}

func domains(key, title, list string, steps func(*scenario.Person)) scenario.Scenario {
	return scenario.Scenario{
		Key: key, Title: title,
		Service:   popup(),
		Workspace: map[string]any{"Accounts_AllowedDomainsList": list},
		Applies:   atAuthentik,
		Breadth:   true,
		Steps:     func(r *scenario.Run) { steps(r.NewPerson()) },
	}
}
