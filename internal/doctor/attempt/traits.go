package attempt

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
)

// Stage is how far a login attempt came.
type Stage string

// The stages, in their order.
const (
	StageStart    Stage = "start"    // nobody was sent to the provider
	StageProvider Stage = "provider" // at the provider, who has not sent the person back with a code
	StageCallback Stage = "callback" // back with a code, for which Rocket.Chat's callback handed no credential out
	StageAccount  Stage = "account"  // the callback handed a credential out, the login did not succeed
	StageDone     Stage = "done"     // logged in
)

// Traits are what a record shows of an attempt, whether that is a cause or not.
type Traits struct {
	// Failed is the stage at which the attempt ended; [StageDone]: it did not fail.
	// [StageCallback] by itself is no cause: Rocket.Chat's server got no token or no
	// identity, which package trial looks into (Case.ServerFailed).
	Failed Stage
	// Style is "popup" or "redirect"; "" if the record does not show it.
	Style string
	// Authorize is the HTTP status with which the provider answered the authorize
	// request, behind its redirects; 0: it was not sent, or not answered.
	Authorize int
	// May are the causes between which the answer to the login call does not tell,
	// because the release masks it or the server's error has no text (§5.6).
	May []diagnosis.Cause
	// Unseen lists what the record does not show, with the reason.
	Unseen []string
}

// Read takes the record apart. Circumstances may be left empty.
func Read(a Attempt) Traits {
	v := newView(a, Circumstances{})
	t := Traits{Failed: v.stage(), Style: v.style(), Unseen: v.unseen(), May: v.may()}
	if v.started {
		t.Authorize = v.arrival().Status
	}
	return t
}

// may are the causes behind an answer that says nothing.
func (v view) may() []diagnosis.Cause {
	switch {
	case v.stage() != StageAccount || !v.called || v.login.noSecret || v.login.refused == nil:
		return nil
	case nothingFound(v.login.refused):
		return []diagnosis.Cause{
			diagnosis.UsernameTaken, diagnosis.AccountConflict, diagnosis.RegistrationClosed, diagnosis.DomainRefused,
		}
	case serverError(v.login.refused):
		return []diagnosis.Cause{diagnosis.IdentityWithoutID}
	}
	return nil
}

// nothingFound recognises a login that was refused because nothing fits, or whose
// reason is masked (§5.6).
func nothingFound(r *protocol.Refusal) bool {
	return r.ID == "145546287" || r.ID == "Unauthorized" || r.ID == "401" || r.Reason == "No matching login attempt found"
}

// serverError recognises an error of the server that has lost its text (§5.6, §14.7).
func serverError(r *protocol.Refusal) bool { return r.ID == "" || r.ID == "500" }

func (v view) unseen() []string {
	var all []string
	got := v.back.given.Get("state")
	if v.started && v.returned && (!legible(v.start.state) || got != "" && !legible(got)) {
		all = append(all, "whether the state that came back is the one that was sent (their values are not in the record)")
	}
	if code := v.back.given.Get("code"); len(v.returns) > 1 && code != "" && !legible(code) {
		all = append(all, "whether one callback was visited twice (its values are not in the record)")
	}
	if v.handed() && !v.called {
		all = append(all, "Rocket.Chat's login call (it may have gone over a websocket, which the record does not hold)")
	}
	if !v.started && v.called {
		all = append(all, "the way to the provider (developer tools record one window, and this was another)")
	}
	return all
}
