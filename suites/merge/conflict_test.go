package merge_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// What the person sees of a conflict depends on the release, and only a popup
// shows anything at all (§5.6, §9.2, §14.5). Clavex cuts popups off.
func conflictByPopup() []scenario.Scenario {
	return []scenario.Scenario{{
		Key:     "conflict-by-popup",
		Title:   "a popup shows of a conflict what the release shows",
		Service: map[string]any{"login_style": "popup", "merge_users": false},
		Applies: func(g *guide.Guide, r release.Release) bool {
			return g.ID != "clavex" && loginsGetThrough(r) && withUsername(g, r)
		},
		Steps: func(r *scenario.Run) {
			f := facts(r)
			f.own.merge = false
			fate := rule(r.Release(), f.own, sameUsername().relation(f))
			ada := r.NewPersonWho(func(*provider.Person) {})
			bob := r.HasLocalAccount(sameUsername().local(ada))
			ada.TriesToLogIn(bob, fate)
			bob.Meets(ada, fate)
		},
	}}
}
