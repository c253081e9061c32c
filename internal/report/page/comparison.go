package page

// Comparison is what has changed since earlier results, worst first.
type Comparison struct {
	// Against names the earlier results in words: "the run of 2026-11-20, commit 1a2b3c4".
	Against string
	Changes []Change
}

// Change is one case, or one group of them, that is not as it was.
type Change struct {
	Kind     string // in words: "new break", "mended", "vanished", "flaky", "slower"
	Bad      bool   // it asks for somebody to act
	Title    string // the scenario as a sentence
	Guide    string
	Release  string
	Stack    string
	Engine   string
	Before   string // in words: "kept"
	After    string // in words: "broken"
	Reason   string
	Repeat   string // the one command that plays the case again; empty: there is none
	Scenario string // key
}

// changes are the changes of a comparison, those that ask for action first.
type changes struct {
	Against   string
	Bad, Good []change
}

type change struct {
	Change
	Where column
}

func changesOf(c *Comparison) *changes {
	if c == nil {
		return nil
	}
	all := &changes{Against: c.Against}
	for _, one := range c.Changes {
		shown := change{Change: one, Where: column{Release: one.Release, Stack: one.Stack}}
		if one.Bad {
			all.Bad = append(all.Bad, shown)
			continue
		}
		all.Good = append(all.Good, shown)
	}
	return all
}
