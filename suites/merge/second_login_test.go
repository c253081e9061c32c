package merge_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/scenario"
)

// secondLogins let people come back who have changed at the provider: with the
// guide's own settings, and with those that observed §C tells apart.
func secondLogins() []scenario.Scenario {
	all := breadth(scenario.Scenario{
		Key:   "change-at-provider",
		Title: "a change at the provider reaches the account as the release and the guide's settings have it",
		Steps: func(r *scenario.Run) { f := facts(r); comesBackChanged(r, f, f.own) },
	})
	for _, c := range []combination{
		{"merge-off", "without merging", settings{}, nil},
		{"merge-on-by-email", "with merging by e-mail", settings{merge: true, byEmail: true}, nil},
		{"merge-off-by-email", "without merging, by e-mail", settings{byEmail: true}, nil},
	} {
		all = append(all, breadth(scenario.Scenario{
			Key:     "change-at-provider-" + c.key,
			Title:   "a change at the provider reaches the account as the release has it " + c.title,
			Service: c.settings.service(),
			Applies: c.applies,
			Steps:   func(r *scenario.Run) { f := facts(r); comesBackChanged(r, f, c.settings.mapping(f)) },
		})...)
	}
	return all
}

// comesBackChanged lets somebody whom OAuth has created come back with another
// name, and then with another e-mail. The name is changed back in between where
// it was not taken over.
func comesBackChanged(r *scenario.Run, f guideFacts, s settings) {
	ada := r.NewPersonWho(func(p *provider.Person) { neither().shape(p, f) })
	ada.LogsInForTheFirstTime()
	account := ada.Account()
	her := relation{username: same, email: same, name: true, verified: true, linked: true, noPassword: true, noUsername: !f.username}
	if !f.mapped {
		her.username = different
	}

	renamed := her
	renamed.name = false
	formerName, formerFamily := ada.Name, ada.FamilyName
	ada.Changes("her name", func(p *provider.Person) { p.Name, p.FamilyName = p.Name+"-Byron", p.FamilyName+"-Byron" })
	lockedOut := tryAgain(r, ada, account, s, renamed)
	if !rule(r.Release(), s, renamed).Renamed {
		ada.Changes("her name back", func(p *provider.Person) { p.Name, p.FamilyName = formerName, formerFamily })
	}

	readdressed := her
	readdressed.email = different
	ada.Changes("her e-mail", func(p *provider.Person) {
		p.Email = "other-" + p.Email
		neither().shape(p, f)
	})
	if tryAgain(r, ada, account, s, readdressed) || lockedOut {
		tellOfLockOut(r, s == f.own)
	}
}

// tryAgain is a login with a fresh browser, compared with the rule. It tells
// whether the person was locked out.
func tryAgain(r *scenario.Run, ada *scenario.Person, account *scenario.Local, s settings, rel relation) bool {
	fate := rule(r.Release(), s, rel)
	account.Remembers()
	ada.TakesAFreshBrowser()
	ada.TriesToLogIn(account, fate)
	account.Meets(ada, fate)
	return fate.Refusal != ""
}

// tellOfLockOut tells readers of a guide whose own settings lock people out.
func tellOfLockOut(r *scenario.Run, own bool) {
	if own {
		r.Finding(guide.TopicMergeUsers, "a person whose name or e-mail changes at the provider is locked out until an administrator makes the account agree")
	}
}
