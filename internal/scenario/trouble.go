package scenario

import (
	"context"
	"slices"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/report"
)

// Trouble is a row of a troubleshooting table: what goes wrong, what the person
// sees of it, why, and what cures it. Its scenario breaks the login as the cause
// says, sees the symptom, lets the doctor name the cause, applies the fix, and
// logs the same person in.
type Trouble struct {
	// Key names the scenario, Title is what is wrong: "the client secret is wrong".
	Key, Title string
	// Symptom is what people report, in the words of a troubleshooting table.
	Symptom string
	// Row is the statement that the trouble is a row of, without the guide's name
	// ("symptom-avatar"); empty where guides forget it.
	Row string
	// Cause is what the doctor must name, and nothing else. Empty: it keeps nobody
	// from logging in, and the doctor must find nothing.
	Cause diagnosis.Cause
	// Alone says what Break changes.
	Alone Alone
	// Page plays the trouble in the browser, for what a page shows; else the engine
	// without pages plays it where the scenario may choose.
	Page bool
	// InTurn plays it for one guide on each release: no provider has a share in it.
	InTurn bool
	// Applies keeps guides, on releases that let people in at all; nil: all.
	Applies func(*guide.Guide, release.Release) bool
	// AnyRelease plays it on releases that let nobody in, too: they are the trouble.
	AnyRelease bool
	// Needs are settings of the service that the row presupposes, by suffix.
	Needs map[string]any
	// Break breaks what works.
	Break func(*Run)
	// Try is the person's attempt; nil: she logs in as always.
	Try func(*Person) Ending
	// Sees is how the attempt must end on the release; nil: she is logged in.
	Sees func(*Run) Ending
	// Or is how it may end as well, at a provider that does otherwise; nil: no other way.
	Or func(*Run) Ending
	// Fix cures it as the guide says; nil: what was broken is put back.
	Fix func(*Run)
	// Again is the person's attempt after the fix, which ends as [Run.LoggedIn] if it
	// is cured; nil: she logs in as always.
	Again func(*Person) Ending
	// Uncured says why the fix does not cure it on a release, and what the person
	// sees after it; empty: it cures it.
	Uncured func(*Run) (why string, sees Ending)
}

// Ending says how an attempt to log in ended, in a sentence of the person's view.
type Ending string

// Scenario is the trouble as four steps: broken, seen, diagnosed, cured.
func (tr Trouble) Scenario() Scenario {
	return Scenario{
		Key: tr.Key, Title: tr.Title, Rows: tr.rows(), Alone: max(tr.Alone, WithTheService), Breadth: !tr.Page,
		InTurn: tr.InTurn, Applies: tr.applies, Steps: tr.play, settle: tr.settle,
	}
}

func (tr Trouble) rows() []string {
	if tr.Row == "" {
		return nil
	}
	return []string{tr.Row}
}

// applies keeps releases at which nobody can log in at all out: there is nothing
// to break.
func (tr Trouble) applies(g *guide.Guide, r release.Release) bool {
	return (tr.AnyRelease || letsPeopleIn(r)) && (tr.Applies == nil || tr.Applies(g, r))
}

// play takes the four steps.
func (tr Trouble) play(r *Run) {
	r.tell(report.KeySymptom, tr.Symptom)
	r.tell(report.KeyCause, string(tr.Cause))
	if r.Guide().ID == "clavex" && strings.HasPrefix(r.stack.RocketChatURL(), "http:") {
		r.cannotHappen("Clavex lets nobody in to a workspace on plain http, so that there is nothing to break")
	}
	ada := r.NewPersonWho(r.completely)
	ada.OpensTheLoginPage()
	if tr.Break != nil {
		tr.Break(r)
		ada.OpensTheLoginPage() // an open page does not follow changes (observed §J)
	}
	ada.Sees(tr.try(ada), tr.expected(r)...)
	tr.diagnose(r, ada)
	if tr.Cause == "" {
		return
	}
	tr.cure(r)
	why, sees := tr.uncured(r)
	ada.OpensTheLoginPage()
	ada.Sees(tr.tryAgain(ada), sees)
	if why != "" {
		r.tell(report.KeyCure, "not cured: "+why)
		tr.tellReaders(r, why)
		return
	}
	r.tell(report.KeyCure, "cured")
}

func (tr Trouble) try(p *Person) Ending {
	if tr.Try == nil {
		return p.Attempts()
	}
	return tr.Try(p)
}

func (tr Trouble) tryAgain(p *Person) Ending {
	if tr.Again == nil {
		return p.Attempts()
	}
	return tr.Again(p)
}

func (tr Trouble) expected(r *Run) []Ending {
	if tr.Sees == nil {
		return []Ending{r.LoggedIn()}
	}
	if tr.Or == nil {
		return []Ending{tr.Sees(r)}
	}
	return []Ending{tr.Sees(r), tr.Or(r)}
}

func (tr Trouble) cure(r *Run) {
	if tr.Fix == nil {
		r.PutsEverythingBack("the fix is applied: everything is as the guide says")
		return
	}
	tr.Fix(r)
}

func (tr Trouble) uncured(r *Run) (string, Ending) {
	if tr.Uncured != nil {
		if why, sees := tr.Uncured(r); why != "" {
			return why, sees
		}
	}
	return "", r.LoggedIn()
}

// tellReaders tells readers of a guide that prints the row that its fix does not
// cure it. Others are told by the table of troubles.
func (tr Trouble) tellReaders(r *Run, why string) {
	for _, s := range r.Guide().Statements {
		if tr.Row != "" && s.ID == r.Guide().ID+"."+tr.Row {
			r.findings = append(r.findings, guide.Finding{Statement: s.ID, Text: why})
		}
	}
}

// tell reports something about the scenario.
func (r *Run) tell(key, value string) {
	if value != "" {
		r.t.Attr(key, value)
	}
}

// Sees compares how an attempt ended with how it must end, or may as well.
func (p *Person) Sees(ended Ending, want ...Ending) {
	var words []string
	for _, w := range want {
		words = append(words, string(w))
	}
	p.run.Check("so that "+strings.Join(words, ", or "), func(context.Context) error {
		if !slices.Contains(want, ended) {
			return differs("%s", ended)
		}
		return nil
	})
}

// Value is the value of a setting of the service in force, by suffix; Rocket.Chat's
// default where neither the scenario nor the guide gives one (§1.2).
func (r *Run) Value(suffix string) string {
	defaults := map[string]string{"token_sent_via": "payload", "identity_token_sent_via": "default", "login_style": "popup"}
	return r.settingOr(guide.Topic(strings.ReplaceAll(suffix, "_", "-")), defaults[suffix])
}
