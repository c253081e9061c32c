package troubleshooting_test

import (
	"time"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// troublesOfBrowsers lie in the person's browser and computer, and in the clocks of
// others; and they show, in a browser, what a popup's opener says of failures.
func troublesOfBrowsers() []scenario.Trouble {
	return []scenario.Trouble{
		popupBlocked(), cookiesBlocked(), twoTabs(), credentialExpired(),
		clockOff("provider-clock-ahead", "ten minutes ahead of", 10*time.Minute),
		clockOff("provider-clock-behind", "ten minutes behind", -10*time.Minute),
		shown(mistyped("client-secret-wrong-shown", "the client secret is wrong, seen in a popup's opener", diagnosis.SecretWrong,
			map[string]any{"secret": "not-the-secret"}, (*scenario.Run).FailedAtTheServer)),
		shown(sentBack("access-denied-shown", "the provider refuses the person, seen in a popup's opener", "access_denied", diagnosis.AccessDenied)),
		approvalShown(),
	}
}

// shown plays a trouble in the browser and by popup, the style in which releases
// show what they show at all.
func shown(tr scenario.Trouble) scenario.Trouble {
	applies := tr.Applies
	tr.Page, tr.Applies = true, func(g *guide.Guide, r release.Release) bool {
		return byPopup(g, r) && (applies == nil || applies(g, r))
	}
	return tr
}

// An id that pages know is shown from 6.3 on, masked errors or not (§5.6, §9.2).
func approvalShown() scenario.Trouble {
	tr := shown(approvalPending())
	tr.Key, tr.Title = "approval-pending-shown", "new people wait for an administrator's approval, seen in a popup's opener"
	return tr
}

// A blocked popup is an error that nobody catches: the page says nothing, the
// browser's console does (§7.2, observed §E.3).
func popupBlocked() scenario.Trouble {
	return scenario.Trouble{
		Key: "popup-blocked", Title: "the browser blocks the popup",
		Symptom: "nothing happens after a click on the button", Cause: diagnosis.PopupBlocked, InTurn: true, Applies: byPopup,
		Try:  (*scenario.Person).IsDeniedAPopup,
		Sees: (*scenario.Run).Silently,
		Page: true,
	}
}

// Nothing in this login comes from another site's frame: provider and Rocket.Chat
// have a window each, or take turns in one.
func cookiesBlocked() scenario.Trouble {
	return scenario.Trouble{
		Key: "third-party-cookies-blocked", Title: "the browser blocks cookies of third parties, which keeps nobody out",
		Symptom: "none: the login needs no cookie of a third party", InTurn: true,
		Try:  (*scenario.Person).LogsInWithoutThirdPartyCookies,
		Page: true,
	}
}

// Two attempts at once have a credential each. authentik is left out, because it
// plays one flow at a time in a browser: the page that was opened last replaces the
// others (goauthentik/authentik#13629).
func twoTabs() scenario.Trouble {
	return scenario.Trouble{
		Key: "two-tabs", Title: "the person logs in by two tabs at once, which ends in one account",
		Symptom: "none: both tabs are logged in", InTurn: true, Applies: at("clavex", "encvoy", "entra", "miniorange"),
		Try:  (*scenario.Person).LogsInByTwoTabs,
		Page: true,
	}
}

// Rocket.Chat drops a login that nobody picks up after one to two minutes (§7.4,
// observed §C).
func credentialExpired() scenario.Trouble {
	return scenario.Trouble{
		Key: "credential-expired", Title: "the person's computer sleeps between the callback and Rocket.Chat's page",
		Symptom: "back on the login page after a correct password", Cause: diagnosis.CredentialExpired, InTurn: true,
		Try:  (*scenario.Person).SleepsBeforeTheLogin,
		Sees: (*scenario.Run).NothingToPickUp,
	}
}

// The legacy engine reads no time in the id token, which it does not check at all (§4.2).
func clockOff(key, where string, by time.Duration) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: "the provider's clock is " + where + " Rocket.Chat's, which keeps nobody out",
		Symptom: "none: Rocket.Chat does not check the times in tokens", InTurn: true,
		Break: func(r *scenario.Run) { r.SetsTheProvidersClock(by) },
		Try:   func(p *scenario.Person) scenario.Ending { return p.LogsInAtAnotherTime(by) },
	}
}
