package observed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"gonogo/fixtures"
	"gonogo/internal/browser"
	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/interrupt"
	"gonogo/internal/leak"
	"gonogo/internal/protocol"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/stack"
	"gonogo/internal/verdict"
)

// host is the guide whose stack the cases borrow: they need Rocket.Chat and
// bring a provider of their own.
const host = "clavex"

// patience bounds one run of a case; Rocket.Chat gives up a provider after 20 s.
const patience = 2 * time.Minute

// suite is the cases of one release on their stack.
type suite struct {
	config   config.Config
	release  release.Release
	sections []Section
	world    *world
	ctx      context.Context // ends with Ctrl-C
	reason   string          // why this stack cannot show the cases; empty: it can
}

// Prove plays every case of the document on the chosen stack, as subtests named
// <case>/<variant>. A case that the stack cannot show is skipped with the reason.
func Prove(t *testing.T) {
	t.Helper()
	leak.Check(t)
	sections, err := Load(fixtures.Files)
	if err != nil {
		t.Fatal(err)
	}
	c, err := selection(os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	report.Introduce(t, c, os.LookupEnv)
	su := &suite{config: c, sections: sections}
	if err := su.open(t); err != nil {
		t.Fatal(err)
	}
	for _, s := range su.sections {
		for _, each := range s.Cases {
			t.Run(each.ID, func(t *testing.T) {
				su.announce(t, s, each)
				t.Parallel()
				su.prove(t, s, each)
			})
		}
	}
}

// selection reads the selection. The cases choose their release, and one guide's
// stack is enough for them.
func selection(lookup func(string) (string, bool)) (config.Config, error) {
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return config.Config{}, err
	}
	c, err := config.Read(lookup, config.Known{
		Stacks: stack.Kinds(), Guides: guide.IDs(), Engines: append(browser.Names(), protocol.Name),
		Releases: catalogue.Versions(), DefaultRelease: catalogue.Default, OtherRelease: func(string) error { return nil },
	})
	c.Guides = []string{host}
	return c, err
}

// open opens the stack, unless it is known to be of no use.
func (su *suite) open(t *testing.T) error {
	t.Helper()
	var err error
	if su.release, err = release.New(su.sections[0].Release); err != nil {
		return err
	}
	switch {
	case su.config.Plan:
		return nil
	case su.config.Stack == "containers":
		su.reason = "a stack of containers has no place for the cases' own provider"
	case su.config.Stack == "attached" && su.config.Provider == "live":
		su.reason = "the cases bring a provider of their own, and GONOGO_PROVIDER=live has another one"
	}
	if su.reason != "" {
		return nil
	}
	ctx, stop := interrupt.Context(context.WithoutCancel(t.Context()))
	t.Cleanup(stop)
	su.ctx = ctx
	opener, err := stack.NewOpener(ctx, su.config, func(line string) { fmt.Fprintln(os.Stderr, line) })
	if err != nil {
		return err
	}
	t.Cleanup(func() { su.closed(t, opener.Close(context.WithoutCancel(ctx))) })
	if guest, ok := opener.(stack.Guest); ok && !su.visit(t, guest) {
		return nil
	}
	return su.enter(ctx, t, opener)
}

// visit says what will be done in a Rocket.Chat that runs already, and reports
// whether it is the one that the cases were seen on.
func (su *suite) visit(t *testing.T, guest stack.Guest) bool {
	t.Helper()
	if v := guest.Release().Version; v != su.release.Version {
		su.reason = fmt.Sprintf("the cases were seen on Rocket.Chat %s, and %s runs %s", su.release, su.config.URL, v)
		return false
	}
	for _, line := range append(guest.Intentions(),
		"  - add custom OAuth services "+servicePrefix+"…, change settings Accounts_… for single cases, make accounts with "+markPrefix+"… in their names, and undo all that",
	) {
		fmt.Fprintln(os.Stderr, line)
		t.Attr(report.KeyNotice, line)
	}
	return true
}

func (su *suite) enter(ctx context.Context, t *testing.T, opener stack.Opener) error {
	t.Helper()
	g, err := guide.Load(fixtures.Files, host)
	if err != nil {
		return err
	}
	s, err := opener.Open(ctx, g, su.release)
	if err != nil {
		return fmt.Errorf("opening the stack of the observed cases: %w", err)
	}
	t.Cleanup(func() { su.closed(t, s.Close(context.WithoutCancel(ctx))) })
	if su.world, err = newWorld(ctx, s, su.config.ProviderURL); err != nil {
		return err
	}
	if err := su.world.sweep(ctx); err != nil {
		return err
	}
	t.Cleanup(func() { su.closed(t, su.world.close(context.WithoutCancel(ctx))) })
	return nil
}

func (su *suite) closed(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("leaving the stack of the observed cases: %v", err)
	}
}

// announce says which services a case will need, before any case is played.
func (su *suite) announce(t *testing.T, s Section, c Case) {
	t.Helper()
	if su.world == nil {
		return
	}
	for _, r := range c.runs(s) {
		if r.alone() {
			continue
		}
		if _, err := su.world.want(r.settings(), su.world.words()); err != nil {
			t.Fatal(err)
		}
	}
}

// prove plays a case in all its variants and reports one verdict on it.
func (su *suite) prove(t *testing.T, s Section, c Case) {
	t.Helper()
	su.describe(t, s, c)
	if su.config.Plan {
		t.Skip("GONOGO_PLAN is set: the case is only listed")
	}
	if su.reason != "" {
		t.Attr(report.KeyUnobserved, su.reason)
		t.Skip("unobserved: " + su.reason)
	}
	missing := map[string]bool{}
	runs := c.runs(s)
	skipped := 0
	for _, r := range runs {
		play := func(t *testing.T) {
			defer func() {
				if t.Skipped() {
					skipped++
				}
			}()
			su.judge(t, r, missing)
		}
		if r.variant == "" {
			play(t)
			continue
		}
		t.Run(r.variant, play)
	}
	for what := range missing {
		t.Attr(report.KeyUnobserved, what)
	}
	if skipped < len(runs) {
		su.report(t, s, c)
	}
}

func (su *suite) describe(t *testing.T, s Section, c Case) {
	t.Helper()
	t.Attr(report.KeyGuide, report.Observed)
	t.Attr(report.KeyRelease, su.release.Version)
	t.Attr(report.KeyScenario, "observed-"+c.ID)
	t.Attr(report.KeyTitle, fmt.Sprintf("§%s %s: %s", s.Section, c.ID, c.Title))
	t.Attr(report.KeyStack, su.config.StackName())
	t.Attr(report.KeyEngine, "http")
}

// judge plays one run and fails the test if the document says otherwise.
func (su *suite) judge(t *testing.T, r run, missing map[string]bool) {
	t.Helper()
	if err := su.world.ready(su.ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(su.ctx, patience)
	defer cancel()
	o, err := su.world.play(ctx, r)
	for _, what := range o.missing {
		missing[what] = true
	}
	switch {
	case errors.Is(err, errUnobserved):
		missing[err.Error()] = true
		t.Skipf("unobserved: %v", err)
	case err != nil:
		t.Errorf("%s: %v", r.key(), err)
	case o.difference != "":
		t.Errorf("%s (%s) differs from what was seen on a real server (-document +%s):\n%s", r.key(), r.title, su.config.StackName(), o.difference)
	}
}

func (su *suite) report(t *testing.T, s Section, c Case) {
	t.Helper()
	v, expected := verdict.Kept, "true"
	if t.Failed() {
		v, expected = verdict.Broken, "false"
		t.Attr(report.KeyReason, fmt.Sprintf("%s differs from what was seen on a real server (observed §%s)", c.ID, s.Section))
	}
	t.Attr(report.KeyVerdict, string(v))
	t.Attr(report.KeyExpected, expected)
}
