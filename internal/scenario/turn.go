package scenario

import (
	"hash/fnv"
	"slices"

	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// plays tells whether a scenario is played for a guide at a release.
func (su *Suite) plays(s Scenario, c cell) bool {
	if !s.applies(c.guide, c.release) {
		return false
	}
	return !s.InTurn || su.turn(s, c) == c.guide
}

// turn is the guide whose turn it is with a scenario at a release: the chosen
// ones go round with the releases, and scenarios begin at different ones. Clavex'
// form, which leads to https only (providers: Clavex), is spared others' troubles
// where Rocket.Chat is on http.
func (su *Suite) turn(s Scenario, c cell) *guide.Guide {
	var able []*guide.Guide
	for _, g := range su.guides {
		spared := g.ID == "clavex" && su.scheme() == "http"
		if s.applies(g, c.release) && !spared {
			able = append(able, g)
		}
	}
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(s.Key)) // never fails
	if len(able) == 0 {
		return c.guide
	}
	at := slices.IndexFunc(su.releases, func(r release.Release) bool { return r.Version == c.release.Version })
	return able[(int(hash.Sum32()%1000)+at)%len(able)]
}
