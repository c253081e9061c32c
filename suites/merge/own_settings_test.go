package merge_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// The promise: somebody whose e-mail a local account has is let in to that
// account.
func existingAccountIsLinked() scenario.Scenario {
	return scenario.Scenario{
		Key:     "existing-account-is-linked",
		Title:   "a person is let in to the local account with the same e-mail",
		Asserts: []guide.Topic{guide.TopicMergeUsers},
		Applies: func(g *guide.Guide, _ release.Release) bool { return len(g.About(guide.TopicMergeUsers)) > 0 },
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			bob := r.HasLocalAccount(sameEmail().local(ada))
			ada.LogsIn()
			ada.IsLetInto(bob)
			ada.HasOneAccountLinkedToTheProvider()
		},
	}
}

// Every meeting, with the guide's own settings: by e-mail, where melding decides
// whatever the settings say, and by user name, where merging does.
func onOwnSettings() []scenario.Scenario {
	byEmail := scenario.Scenario{
		Key:   "local-account-by-email",
		Title: "a local account with the same e-mail becomes what the release makes of it",
		Steps: func(r *scenario.Run) {
			f := facts(r)
			for _, m := range []meeting{sameEmail(), unverifiedEmail(), emailInOtherCase(), neither()} {
				m.play(r, f, f.own)
			}
			if f.own.merge && !f.username {
				r.Finding(guide.TopicMergeUsers, "merging has no effect, whatever it is set to: it needs a user name in the identity, and here only the e-mail links")
			}
		},
	}
	byUsername := scenario.Scenario{
		Key:     "local-account-by-username",
		Title:   "a local account with the same user name becomes what the release makes of it",
		Asserts: []guide.Topic{guide.TopicMergeUsers, "key-field"},
		Applies: withUsername,
		Steps: func(r *scenario.Run) {
			f := facts(r)
			for _, m := range []meeting{sameUsername(), usernameInOtherCase(), bothAndName(), bothButName(), bothInOtherCase()} {
				m.play(r, f, f.own)
			}
			if f.own.merge && !f.own.distinct && r.Release().Has(release.DistinctServices) {
				r.Finding(guide.TopicMergeUsers, "since 6.3.0 merging alone does not reach a local account with the same user name and another e-mail: "+
					"the login fails until Merge users from distinct services is on too")
			}
		},
	}
	return append(breadth(byEmail), breadth(byUsername)...)
}
