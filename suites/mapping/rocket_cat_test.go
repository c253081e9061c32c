package mapping_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// rocketCat is the user name of the bot that every workspace has from its first
// start. It has neither password nor e-mail, so that nothing melds with it.
const rocketCat = "rocket.cat"

// merging are the settings that decide whether its user name leads to it (§5.1).
type merging struct{ merge, distinct bool }

// calledRocketCat are people whom the provider calls rocket.cat. Without merging
// each release refuses them (observed §A).
func calledRocketCat() []scenario.Scenario {
	var all []scenario.Scenario
	for _, m := range []merging{{false, false}, {true, false}, {false, true}, {true, true}} {
		all = append(all, m.tellingClaims(), m.tellingLogin())
	}
	return all
}

// tellingClaims is about guides that map a user name.
func (m merging) tellingClaims() scenario.Scenario {
	s := m.scenario()
	maps := withSettingOf(guide.TopicFieldMap, "username-field")
	s.Applies = func(g *guide.Guide, r release.Release) bool { return m.exists(r) && maps(g, r) }
	return s
}

// tellingLogin is about Encvoy ID, whose guide maps none though it has one, the
// claim login (providers: Encvoy ID). It takes no token in a query.
func (m merging) tellingLogin() scenario.Scenario {
	s := m.scenario()
	s.Service["username_field"], s.Service["identity_token_sent_via"] = "login", "header"
	encvoy := anyOf("encvoy")
	s.Applies = func(g *guide.Guide, r release.Release) bool { return m.exists(r) && encvoy(g, r) }
	return s
}

// exists is false where the release has no such setting.
func (m merging) exists(r release.Release) bool {
	return !m.distinct || r.Has(release.DistinctServices)
}

func (m merging) scenario() scenario.Scenario {
	return scenario.Scenario{
		Key:     "called-rocket-cat" + m.suffix(),
		Title:   "somebody whom the provider calls rocket.cat meets Rocket.Chat's own bot, " + m.words(),
		Service: m.service(),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			cat := r.KnownAccount(rocketCat)
			cat.IsBot()
			if m.merge { // refused or not: no rule is tried on somebody's own rocket.cat
				cat.IsExposed()
			}
			eve := r.NewPersonWho(func(p *provider.Person) { p.Username = rocketCat })
			fate := m.fate(r.Release())
			eve.TriesToLogIn(cat.Local, fate)
			cat.Meets(eve, fate)
			if m.merge {
				cat.IsGivenBack()
			}
			if fate.Linked {
				m.tell(r)
			}
			eve.Leaves()
		},
	}
}

// fate is what §5.1 says of an account with the same user name and no e-mail: where
// other services' accounts are not looked at, making a second one is refused.
func (m merging) fate(r release.Release) scenario.Fate {
	found := m.distinct || !r.Has(release.DistinctServices)
	switch {
	case !found:
		return scenario.Fate{Refusal: scenario.UsernameTaken}
	case !m.merge:
		return scenario.Fate{Refusal: scenario.UserExists}
	}
	return scenario.Fate{Linked: true, Renamed: true, Readdressed: r.Has(release.MergeRewritesEmail)}
}

func (m merging) service() map[string]any {
	values := map[string]any{"merge_users": m.merge}
	if m.distinct {
		values["merge_users_distinct_services"] = true
	}
	return values
}

func (m merging) suffix() string {
	suffix := ""
	if m.merge {
		suffix += "-merged"
	}
	if m.distinct {
		suffix += "-distinct"
	}
	return suffix
}

func (m merging) words() string {
	words := "without merging"
	if m.merge {
		words = "with merging"
	}
	if m.distinct {
		words += " from distinct services"
	}
	return words
}

// tell warns readers of a guide that speaks of merging.
func (m merging) tell(r *scenario.Run) {
	if len(r.Guide().About(guide.TopicMergeUsers)) == 0 {
		return
	}
	setting := "with merging on"
	if m.distinct {
		setting += ", from distinct services too"
	}
	r.Finding(guide.TopicMergeUsers, setting+", whoever is called rocket.cat at the provider is let in to Rocket.Chat's own bot")
}
