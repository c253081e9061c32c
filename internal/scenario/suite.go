package scenario

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/config"
	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/interrupt"
	"gonogo/internal/leak"
	"gonogo/internal/release"
	"gonogo/internal/report"
	"gonogo/internal/stack"
	"gonogo/internal/verdict"
)

// Suite is one run: the selection, one browser process, and the stacks that
// the scenarios share. It belongs to one top-level test and is released with it.
type Suite struct {
	config   config.Config
	guides   []*guide.Guide
	releases []release.Release
	drift    verdict.List
	ctx      context.Context
	browser  *lazyBrowser
	stacks   *stacks
	redactor *evidence.Redactor // knows nothing; each scenario has a fresh one
}

// Open reads the selection from the environment. Nothing runs yet: the browser
// and each stack start when the first scenario needs them. Ctrl-C and SIGTERM
// end the scenarios and release everything; whatever is left then fails the test.
func Open(t testing.TB) *Suite {
	t.Helper()
	leak.Check(t)
	return open(t, os.LookupEnv)
}

func open(t testing.TB, lookup func(string) (string, bool)) *Suite {
	t.Helper()
	su, err := load(lookup)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := interrupt.Context(context.Background())
	t.Cleanup(stop)
	su.ctx = ctx
	report.Introduce(t, su.config, lookup)
	if su.config.Plan {
		return su
	}
	collectLess()
	opener, err := stack.NewOpener(ctx, su.config, func(line string) { tell(t, line) })
	if err != nil {
		t.Fatal(err)
	}
	su.tellUnlisted(t)
	if guest, ok := opener.(stack.Guest); ok {
		if err := su.visit(t, guest, lookup); err != nil {
			t.Fatal(errors.Join(err, opener.Close(context.WithoutCancel(ctx))))
		}
	}
	su.stacks = newStacks(ctx, opener)
	su.browser = newLazyBrowser(ctx, su.config, opener)
	t.Cleanup(func() { su.close(t) })
	return su
}

// known are the words of a selection among these releases.
func known(releases []string, standard string) config.Known {
	return config.Known{
		Stacks: stack.Kinds(), Guides: guide.IDs(), Engines: Engines(),
		Releases: releases, DefaultRelease: standard,
	}
}

// load reads selection, guides, releases and drift.
func load(lookup func(string) (string, bool)) (*Suite, error) {
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return nil, err
	}
	words := known(catalogue.Versions(), catalogue.Default)
	words.OtherRelease = func(version string) error {
		_, err := catalogue.Resolve(version)
		return err
	}
	c, err := config.Read(lookup, words)
	if err != nil {
		return nil, err
	}
	su := &Suite{config: c, redactor: evidence.NewRedactor()}
	if err := su.loadGuides(); err != nil {
		return nil, err
	}
	for _, version := range c.Releases {
		r, err := catalogue.Resolve(version)
		if err != nil {
			return nil, err
		}
		su.releases = append(su.releases, r)
	}
	slices.SortFunc(su.releases, release.Release.Compare)
	su.drift, err = verdict.LoadDrift(fixtures.Files)
	return su, err
}

// loadGuides reads the chosen guides, or the one of the person's own alone.
func (su *Suite) loadGuides() error {
	if su.config.GuideFile != "" {
		return su.loadOwnGuide()
	}
	for _, id := range su.config.Guides {
		g, err := guide.Load(fixtures.Files, id)
		if err != nil {
			return err
		}
		su.guides = append(su.guides, g)
	}
	return nil
}

func (su *Suite) loadOwnGuide() error {
	if su.config.Stack == "attached" {
		return errors.New("GONOGO_GUIDE_FILE is for stacks of gonogo's own, not for GONOGO_STACK=attached; leave it unset there")
	}
	g, err := guide.LoadOwn(su.config.GuideFile, fixtures.Files)
	if err != nil {
		return err
	}
	if !slices.Contains(su.config.Guides, g.ID) {
		return fmt.Errorf("GONOGO_GUIDES=%s leaves out %s, the guide of GONOGO_GUIDE_FILE; leave GONOGO_GUIDES unset",
			strings.Join(su.config.Guides, ","), g.ID)
	}
	su.guides, su.config.Guides = []*guide.Guide{g}, []string{g.ID}
	return nil
}

// close keeps the stacks open as long as the person wants to look at them, then
// releases the browser and the stacks.
func (su *Suite) close(t testing.TB) {
	su.noteFailure(t)
	keep := su.config.Keep == "always" || su.config.Keep == "failure" && t.Failed()
	if keep && su.ctx.Err() == nil && !su.oneByOne() {
		fmt.Fprintln(os.Stderr, su.stacks.invitation())
		<-su.ctx.Done()
	}
	// The run may have been interrupted: releasing must go on all the same.
	ctx := context.WithoutCancel(su.ctx)
	if err := su.browser.close(); err != nil {
		t.Errorf("closing the browser: %v", err)
	}
	if err := su.stacks.close(ctx); err != nil {
		t.Errorf("closing the stacks: %v", err)
	}
}

// subtests are the scenario and, where a drift names the settings that mend it,
// the scenario with those.
func (su *Suite) subtests(t *testing.T, s Scenario, g *guide.Guide, r release.Release) {
	t.Helper()
	su.subtest(t, s, g, r)
	known, err := su.known(s, g, r)
	require.NoError(t, err)
	if known != nil && known.Mendable() && !su.ownEdition(known) {
		su.subtest(t, s.mended(known), g, r)
	}
}

// ownEdition tells whether a drift blames a statement that a guide file of the
// person's own may have mended.
func (su *Suite) ownEdition(known *verdict.Drift) bool {
	return su.config.GuideFile != "" && known != nil && known.Statement != ""
}

func (su *Suite) subtest(t *testing.T, s Scenario, g *guide.Guide, r release.Release) {
	t.Run(fmt.Sprintf("%s/%s/%s", s.Key, g.ID, r.Version), func(t *testing.T) {
		if !su.oneByOne() {
			t.Parallel()
		}
		su.describe(t, s, g, r)
		if su.config.Plan {
			t.Skip("GONOGO_PLAN is set: the scenario is only listed")
		}
		su.play(t, s, g, r)
	})
}
