// Package diagnosis holds the words of the doctor: the causes that it knows and
// the form of a finding. It is pure.
package diagnosis

import (
	"fmt"
	"strings"

	"gonogo/internal/guide"
)

// Finding is one thing that is wrong with a workspace, with its provider, or with
// a login that was tried. It holds no secret, code or token.
type Finding struct {
	// Cause is the word for what is wrong, the same in every release of gonogo.
	Cause Cause `json:"cause"`
	// Statement is the id of the guide's statement that is not followed or does not
	// hold, Quote what the guide prints there. Both are empty where the guide is
	// silent.
	Statement string `json:"statement,omitempty"`
	Quote     string `json:"quote,omitempty"`
	// Where is the setting, the address or the request that it was seen at.
	Where string `json:"where"`
	// Found and Wanted are what is there and what should be; both may be empty.
	Found  string `json:"found,omitempty"`
	Wanted string `json:"wanted,omitempty"`
	// Problem is one sentence about what is wrong, Fix one about what to do.
	Problem string `json:"problem"`
	Fix     string `json:"fix"`
}

// String is the finding as a person reads it in a log, on one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s %s", f.Cause, f.Problem, f.Fix)
}

// About points the finding at the guide's first statement on a topic, if it has
// one. A row of a troubleshooting table counts only where nothing else does.
func (f Finding) About(g *guide.Guide, topic guide.Topic) Finding {
	statements := g.About(topic)
	for _, s := range statements {
		if s.Kind != guide.KindSymptom {
			f.Statement, f.Quote = s.ID, s.Quote
			return f
		}
	}
	if len(statements) > 0 {
		f.Statement, f.Quote = statements[0].ID, statements[0].Quote
	}
	return f
}

// List prints findings one below the other, for errors and transcripts.
func List(findings []Finding) string {
	lines := make([]string, 0, len(findings))
	for _, f := range findings {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "; ")
}

// Report is the outcome of an examination.
type Report struct {
	// Release is the version that the server gave, complete or "major.minor".
	Release string `json:"release"`
	// Findings are ordered: what explains the others comes first, and what it
	// explains is left out. Empty: healthy.
	Findings []Finding `json:"findings"`
	// Notes are differences that stop nobody from logging in.
	Notes []string `json:"notes,omitempty"`
	// Unseen lists what could not be looked at, with the reason: "the client secret
	// (no administrator's credentials)". It never counts as healthy by itself.
	Unseen []string `json:"unseen,omitempty"`
}

// Causes lists the causes that were found, in the order of the findings.
func (r Report) Causes() []Cause {
	var causes []Cause
	for _, f := range r.Findings {
		causes = append(causes, f.Cause)
	}
	return causes
}
