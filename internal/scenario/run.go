package scenario

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/protocol"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/stack"
)

// patience bounds one scenario, from when nobody else has what it needs for
// itself. It is no measure of speed: a real server may hold a token request for
// 20 s before it gives up.
const patience = 90 * time.Second

// Run is one scenario in progress, for one guide at one release.
type Run struct {
	t          testing.TB
	whole      context.Context // of the suite: it ends when somebody interrupts it
	ctx        context.Context // within the patience for what is under way
	ended      context.CancelFunc
	scenario   Scenario
	shared     *sharedStack
	stack      stack.Stack
	configured stack.Configured
	engine     engine
	redactor   *evidence.Redactor
	transcript transcript
	people     []*Person
	lasting    []string // ids of accounts that stay, whoever was let in to them
	opening    opening  // of the story
	afterwards []func() // what goes again with the scenario, last first

	changed     changes                   // by the steps
	detour      map[string]any            // settings of the service that lead to a planted failure
	seen        func() []provider.Request // by the provider since the steps began; nil: it keeps no record
	unwatch     func()
	happened    string // what happened instead of what a step wanted
	tripped     string // word of the check that did not hold; empty: a step failed that is none, or none did
	unsupported string // why this guide or release has no such thing
	nobody      bool   // the scenario could not be played here: it says nothing about the guide
	findings    []guide.Finding
	missing     []string // checks that this stack cannot make
}

func newRun(t testing.TB, ctx context.Context, s Scenario, redactor *evidence.Redactor) *Run {
	return &Run{t: t, whole: ctx, ctx: ctx, ended: func() {}, scenario: s, changed: changes{own: s}, redactor: redactor.Fresh(), opening: opening{kept: keepsArtifacts()}}
}

// Guide returns the guide that is being proven.
func (r *Run) Guide() *guide.Guide { return r.stack.Guide() }

// Release returns the release that it is proven on.
func (r *Run) Release() release.Release { return r.stack.Release() }

// play runs the scenario and judges it.
func (su *Suite) play(t *testing.T, s Scenario, g *guide.Guide, rel release.Release) {
	t.Helper()
	r := newRun(t, su.ctx, s.settled(g, rel), su.redactor)
	if err := r.prepare(su, g, rel); err != nil {
		r.neverBegan(su, "the stack opens and is configured as the guide says", err)
		t.Fatal(err)
	}
	defer func() { r.ended() }()
	defer r.goAgain()
	held, err := r.lockService()
	if err != nil {
		r.neverBegan(su, "the scenario's settings are written", err)
		t.Fatal(err)
	}
	// Nobody else begins before everybody has left: others may stop Rocket.Chat.
	r.goesAgain(held.release)
	if err := r.inTime(); err != nil {
		r.happened = oneLine(err)
	} else {
		r.perform()
	}
	if err := held.restore(); err != nil {
		t.Errorf("putting back the service's settings: %v", err)
	}
	r.judge(su)
	r.keep(su)
	r.leave()
}

// goesAgain sees to it that something happens after the scenario, whatever becomes
// of it. A test keeps the last function that Cleanup was given until the whole suite
// has ended, and with it everything that the scenario has seen.
func (r *Run) goesAgain(do func()) { r.afterwards = append(r.afterwards, do) }

// goAgain does what was left for after the scenario, last first, and the rest also
// when one of it ends the test.
func (r *Run) goAgain() {
	last := len(r.afterwards) - 1
	if last < 0 {
		return
	}
	do := r.afterwards[last]
	r.afterwards = r.afterwards[:last]
	defer r.goAgain()
	do()
}

// inTime begins to count the patience anew: waiting for others is no part of it.
// The error says that the suite was interrupted meanwhile.
func (r *Run) inTime() error {
	r.ended()
	r.ctx, r.ended = context.WithTimeout(r.whole, patience)
	return context.Cause(r.whole)
}

// prepare opens what the scenario runs on.
func (r *Run) prepare(su *Suite, g *guide.Guide, rel release.Release) error {
	var err error
	if r.shared, err = su.stacks.get(g, rel); err != nil {
		return err
	}
	if r.engine, err = su.engine(r.scenario); err != nil {
		return err
	}
	r.stack, r.configured = r.shared.stack, r.shared.configured
	return nil
}

// perform plays the steps in a goroutine of their own, so that a step that does
// not hold can end the scenario without ending the test before its verdict.
func (r *Run) perform() {
	if observer, ok := r.stack.Provider().(provider.Observer); ok {
		r.seen, r.unwatch = provider.Watch(observer)
	}
	r.begins()
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.scenario.Steps(r)
	}()
	<-done
}

// Step does one thing and records it under a sentence. An error ends the
// scenario: what the error says is what happened instead.
func (r *Run) Step(sentence string, do func(ctx context.Context) error) { r.take(sentence, "", do) }

// Check is a step that looks whether something holds: a word of the vocabulary
// of checks, which is known by the function that makes it. A check can fail:
// scripts/prove wants each to be tripped by a bug.
func (r *Run) Check(sentence string, do func(ctx context.Context) error) {
	r.take(sentence, caller(), do)
}

// take plays a step; check is its word in the vocabulary, if it is one.
func (r *Run) take(sentence, check string, do func(ctx context.Context) error) {
	start := time.Now()
	err := do(r.ctx)
	if r.ctx.Err() != nil && err == nil {
		err = context.Cause(r.ctx)
	}
	if errors.Is(err, provider.ErrByHand) {
		r.cannotBeCast(err)
	}
	if errors.Is(err, protocol.ErrNeedsBrowser) {
		r.needsBrowser(sentence, err)
	}
	failure := ""
	if err != nil {
		r.learn()
		failure = r.redactor.String(oneLine(err))
	}
	r.transcript.add(sentence, time.Since(start), failure)
	if err != nil {
		r.happened, r.tripped = failure, check
		runtime.Goexit()
	}
}

// cannotBeCast ends a scenario that needs somebody whom nobody has prepared at a
// provider that is kept by hand: it says nothing about the guide.
func (r *Run) cannotBeCast(why error) {
	r.nobody = true
	r.unobserved("the whole scenario (" + why.Error() + ")")
	r.Unsupported(why.Error())
}

// needsBrowser ends a scenario at a page that the protocol engine cannot play: it
// says nothing about the guide, also where a break is known.
func (r *Run) needsBrowser(sentence string, why error) {
	r.nobody = true
	r.unobserved("what follows \"" + sentence + "\" (" + r.redactor.String(oneLine(why)) + ")")
	r.Unsupported(protocol.ErrNeedsBrowser.Error())
}

// needsDatabase ends a scenario that begins with what only the database can
// bring about: it says nothing about the guide, also where a break is known.
func (r *Run) needsDatabase(what string) {
	r.nobody = true
	r.unobserved(what + " (no access to the database)")
	r.Unsupported("it takes Rocket.Chat's database to begin with " + what)
}

// Unsupported ends the scenario: this guide promises no such thing and this
// release or provider has none. The reason is reported.
func (r *Run) Unsupported(reason string) {
	r.unsupported = reason
	runtime.Goexit()
}

// Finding tells readers of the guide something about the statements on a topic
// that does not stop people from logging in. Without such a statement the
// finding is about the guide as a whole.
func (r *Run) Finding(topic guide.Topic, text string) {
	if r.scenario.Mended {
		return
	}
	statement := r.Guide().ID
	if about := r.Guide().About(topic); len(about) > 0 {
		statement = about[0].ID
	}
	r.findings = append(r.findings, guide.Finding{Statement: statement, Text: text})
}

// leave closes the people's browsers and takes the people away.
func (r *Run) leave() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
	defer cancel()
	if r.unwatch != nil {
		r.unwatch()
	}
	var errs []error
	for _, p := range r.people {
		errs = append(errs, p.leave(ctx))
	}
	if err := errors.Join(errs...); err != nil {
		r.t.Errorf("leaving the stack as it was: %v", err)
	}
}

func oneLine(err error) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", "; ")), " ")
}

// differs is the error of a check that found something else.
func differs(format string, args ...any) error { return fmt.Errorf(format, args...) }
