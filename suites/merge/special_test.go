package merge_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// specialAccounts are meetings of one kind each, with the guide's own settings
// but for the user name.
func specialAccounts() []scenario.Scenario {
	var all []scenario.Scenario
	for _, s := range []scenario.Scenario{
		unverifiedAtTheProvider(), unverifiedLocally(), deactivated(), linkedElsewhere(), sharedEmail(), withoutUsername(), withoutEmail(),
	} {
		all = append(all, breadth(s)...)
	}
	return append(all, conflictByPopup()...)
}

// Somebody whose address the provider does not vouch for is let in to the local
// account all the same: Rocket.Chat never reads email_verified (observed §A).
func unverifiedAtTheProvider() scenario.Scenario {
	return scenario.Scenario{
		Key:     "unverified-at-provider",
		Title:   "an address that the provider does not vouch for opens the local account with it",
		Applies: hasVerifiedClaim,
		Steps: func(r *scenario.Run) {
			f, no := facts(r), false
			fate := rule(r.Release(), f.own, sameEmail().relation(f))
			eve := r.NewPersonWho(func(p *provider.Person) { p.EmailVerified = &no })
			bob := r.HasLocalAccount(sameEmail().local(eve))
			eve.TriesToLogIn(bob, fate)
			bob.Meets(eve, fate)
			r.Finding(guide.TopicMergeUsers, "whoever claims an address at the provider, verified there or not, is let in to the local account with it, whatever merging is set to")
		},
	}
}

// A local account whose address nobody has verified loses its password to
// whoever comes with the address.
func unverifiedLocally() scenario.Scenario {
	return scenario.Scenario{
		Key:   "unverified-local-email",
		Title: "a local account whose e-mail is not verified loses its password to whoever comes with it",
		Steps: func(r *scenario.Run) {
			f := facts(r)
			unverifiedEmail().play(r, f, f.own)
			r.Finding(guide.TopicMergeUsers, "linking a local account whose e-mail is not verified deletes its password, and the person must set a new one at once")
		},
	}
}

// A deactivated account is linked, and stays closed (§5.4).
func deactivated() scenario.Scenario {
	return scenario.Scenario{
		Key:   "deactivated-account",
		Title: "a deactivated account is linked but stays closed",
		Steps: func(r *scenario.Run) {
			f := facts(r)
			rel := sameEmail().relation(f)
			rel.deactivated = true
			fate := rule(r.Release(), f.own, rel)
			ada := r.NewPersonWho(func(p *provider.Person) { sameEmail().shape(p, f) })
			bob := r.HasLocalAccount(sameEmail().local(ada))
			bob.IsDeactivated()
			ada.TriesToLogIn(bob, fate)
			bob.Meets(ada, fate)
		},
	}
}

// An account that another provider has linked is linked to this one as well; the
// other link stays.
func linkedElsewhere() scenario.Scenario {
	return scenario.Scenario{
		Key:   "linked-to-another-provider",
		Title: "an account of another provider is linked to this one as well",
		Steps: func(r *scenario.Run) {
			f := facts(r)
			fate := rule(r.Release(), f.own, sameEmail().relation(f))
			ada := r.NewPersonWho(func(p *provider.Person) { sameEmail().shape(p, f) })
			bob := r.HasLocalAccount(sameEmail().local(ada))
			bob.IsLinkedTo("another", "id-of-"+bob.ID())
			ada.TriesToLogIn(bob, fate)
			bob.Meets(ada, fate)
		},
	}
}

// Of two people with one e-mail the second is let in to the account of the
// first, and takes it over: an account has one id of a provider (§5.1, §14.7).
func sharedEmail() scenario.Scenario {
	return scenario.Scenario{
		Key:   "two-people-with-one-email",
		Title: "the second of two people with one e-mail takes the account of the first",
		Steps: func(r *scenario.Run) {
			f := facts(r)
			ada := r.NewPersonWho(func(p *provider.Person) { sameEmail().shape(p, f) })
			ada.LogsInForTheFirstTime()
			account := ada.Account()
			eve := r.NewPersonWho(func(p *provider.Person) {
				p.Email = ada.Email
				sameEmail().shape(p, f)
			})
			rel := sameEmail().relation(f)
			rel.noPassword = true
			fate := rule(r.Release(), f.own, rel)
			eve.TriesToLogIn(account, fate)
			account.Takes(eve, ada, fate)
			r.Finding(guide.TopicMergeUsers, "two people with one e-mail at the provider share one account: whoever logs in takes it from the other")
		},
	}
}

// Without a user name in the identity the merge hook does not run (§5.1): the
// e-mail links, and nothing is overwritten, though merging is on.
func withoutUsername() scenario.Scenario {
	return scenario.Scenario{
		Key:     "identity-without-username",
		Title:   "an identity without user name is melded and never merged",
		Service: map[string]any{"username_field": "", "merge_users": true},
		Applies: func(g *guide.Guide, r release.Release) bool {
			f, err := factsOf(g, r)
			return err == nil && f.mapped
		},
		Steps: func(r *scenario.Run) {
			f := facts(r)
			f.mapped, f.own.merge, f.own.mapsUsername = false, true, false
			f.username = r.Guide().ID == "miniorange" // its claim "username" is raw
			for _, m := range []meeting{sameEmail(), sameUsername()} {
				m.play(r, f, f.own)
			}
		},
	}
}

// An identity without e-mail meets an account by its user name alone.
func withoutEmail() scenario.Scenario {
	return scenario.Scenario{
		Key:     "identity-without-email",
		Title:   "an identity without e-mail leaves the account's e-mails alone",
		Service: map[string]any{"email_field": "", "merge_users": true},
		Applies: func(g *guide.Guide, r release.Release) bool {
			f, err := factsOf(g, r)
			return err == nil && f.mapped
		},
		Steps: func(r *scenario.Run) {
			f := facts(r)
			f.own.merge = true
			rel := sameUsername().relation(f)
			rel.noEmail = true
			fate := rule(r.Release(), f.own, rel)
			ada := r.NewPersonWho(func(p *provider.Person) { p.Claims["email"] = nil })
			bob := r.HasLocalAccount(sameUsername().local(ada))
			ada.TriesToLogIn(bob, fate)
			bob.Meets(ada, fate)
		},
	}
}

// hasVerifiedClaim are guides whose provider says whether an address is verified.
func hasVerifiedClaim(g *guide.Guide, _ release.Release) bool {
	return g.ID == "authentik" || g.ID == "clavex"
}
