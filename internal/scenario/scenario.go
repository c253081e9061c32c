// Package scenario is the vocabulary in which the suites are written. A
// [Scenario] states what must hold; its steps are sentences about people
// ("ada clicks the provider's button"); every check lives here, in one reviewed
// place, and looks at state: pages, storage, requests, REST, documents.
package scenario

import (
	"maps"
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/verdict"
)

// Scenario is one behaviour that must hold, proven for one guide on one stack.
type Scenario struct {
	// Key names the scenario in test names and in the drift list: "new-person-by-redirect".
	Key string
	// Title is the behaviour as a sentence: "a new person logs in by redirect".
	Title string
	// Asserts lists what the scenario proves: every statement of the guide on
	// one of these topics is asserted by it.
	Asserts []guide.Topic
	// Service holds settings of the custom OAuth service that the scenario
	// needs, by suffix: {"login_style": "popup"}. They are written under the
	// service's lock and put back afterwards; everybody else waits.
	Service map[string]any
	// Workspace holds settings of the whole workspace that the scenario needs, by
	// id. While they differ from what the guide has led to, nothing else plays in
	// that workspace; they are put back afterwards.
	Workspace map[string]any
	// Optional lists what the guide calls optional and the scenario needs, by topic:
	// those settings of the workspace get the values that the guide prints.
	Optional []guide.Topic
	// Alone says what the steps change of what scenarios share.
	Alone Alone
	// Applies keeps the guides and releases that the scenario is about; nil: all.
	Applies func(*guide.Guide, release.Release) bool
	// InTurn plays the scenario for one of the chosen guides on each release, another
	// one on the next: no provider has a share in what it is about.
	InTurn bool
	// Breadth lets the scenario be played over HTTP only, whatever the engine: what
	// it checks are accounts and answers, in many combinations, and no page.
	Breadth bool
	// Mended marks a run with the settings that mend a known drift. What it finds
	// is nothing that a reader of the guide as printed would meet.
	Mended bool
	// Rows lists the rows of the guide's troubleshooting table that the scenario
	// reproduces, each the id of a statement without the guide's name.
	Rows []string
	// Steps plays the scenario. A step that does not hold ends it.
	Steps func(*Run)

	// settle gives settings that depend on guide and release: of the service, by
	// suffix, and of the workspace, by id. Those above win.
	settle func(*guide.Guide, release.Release) (service, workspace map[string]any)
}

// statements lists the ids that the scenario asserts for a guide. A row of a
// troubleshooting table is not one of them: it needs its symptom reproduced.
func (s Scenario) statements(g *guide.Guide) []string {
	var ids []string
	for _, topic := range s.Asserts {
		for _, statement := range g.About(topic) {
			if statement.Kind != guide.KindSymptom {
				ids = append(ids, statement.ID)
			}
		}
	}
	for _, statement := range g.Statements {
		if row, ok := strings.CutPrefix(statement.ID, g.ID+"."); ok && slices.Contains(s.Rows, row) {
			ids = append(ids, statement.ID)
		}
	}
	return ids
}

// settled is the scenario with the settings that it needs for a guide at a release.
func (s Scenario) settled(g *guide.Guide, r release.Release) Scenario {
	if s.settle != nil {
		service, workspace := s.settle(g, r)
		s.Service, s.Workspace = both(service, s.Service), both(workspace, s.Workspace)
	}
	return s
}

// mended is the scenario with the settings that mend a known drift: it must
// then be kept.
func (s Scenario) mended(d *verdict.Drift) Scenario {
	m := s
	m.Key, m.Title, m.Asserts = s.Key+"-mended", s.Title+", once mended", nil
	m.Service, m.Workspace, m.Mended = both(s.Service, d.Settings), both(s.Workspace, d.Workspace), true
	return m
}

// both are the settings of two maps; the second wins.
func both(first, second map[string]any) map[string]any {
	merged := map[string]any{}
	maps.Copy(merged, first)
	maps.Copy(merged, second)
	return merged
}

func (s Scenario) applies(g *guide.Guide, r release.Release) bool {
	return s.Applies == nil || s.Applies(g, r)
}
