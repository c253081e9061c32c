package page

import (
	"gonogo/internal/report"
	"gonogo/internal/verdict"
)

// state is how a statement or a scenario stands, from what says least to what is worst.
type state int

const (
	unasserted  state = iota // no scenario says anything
	unsupported              // the release or the provider has no such thing
	hindered                 // another statement of the guide stands in the way
	kept                     // it holds
	drifted                  // it is broken, as known
	broken                   // it is broken, or healed, and that is news
)

// looks are the sign, the word and the style class of a state: never the colour alone.
type looks struct{ sign, word, class string }

func (s state) looks() looks {
	return map[state]looks{
		unasserted:  {"·", "unasserted", "none"},
		unsupported: {"–", "unsupported", "na"},
		hindered:    {"✗", "drift", "drift"},
		kept:        {"✓", "kept", "kept"},
		drifted:     {"✗", "drift", "drift"},
		broken:      {"!", "broken", "broken"},
	}[s]
}

// Sign is the state as one character.
func (s state) Sign() string { return s.looks().sign }

// Word is the state as one word.
func (s state) Word() string { return s.looks().word }

// Class is the state as a class of the style sheet.
func (s state) Class() string { return s.looks().class }

// stateOf is how a scenario stands. What failed or ended without a verdict is news.
func stateOf(c report.Record) state {
	switch j := c.Judgement(); {
	case !j.Expected:
		return broken
	case j.Verdict == verdict.Kept:
		return kept
	case j.Verdict == verdict.Broken:
		return drifted
	}
	return unsupported
}

// word says how a scenario stands, more closely than its state.
func word(c report.Record) string {
	switch s := stateOf(c); {
	case s != broken:
		return s.Word()
	case c.Outcome == report.Unfinished:
		return "unfinished"
	case c.Verdict == "":
		return "no verdict"
	case c.Expected:
		return "failed"
	case c.Verdict == verdict.Kept:
		return "unexpectedly kept"
	}
	return string(c.Verdict)
}
