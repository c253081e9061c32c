package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// noon is when the runs of these tests begin.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// at is an event some seconds after noon.
func at(seconds float64, action, pkg, test string) report.Event {
	return report.Event{Time: noon().Add(time.Duration(seconds * float64(time.Second))), Action: action, Package: pkg, Test: test}
}

// announce lets a suite begin with these scenarios.
func announce(p *progress, seconds float64, pkg string, tests ...string) {
	p.add(at(seconds, "start", pkg, ""), nil)
	for _, test := range tests {
		p.add(at(seconds, "pause", pkg, test), nil)
	}
}

// begin lets a scenario, named <key>/<guide>/<release>, begin to play.
func begin(p *progress, seconds float64, pkg, test string) {
	parts := strings.Split(test, "/")
	for i, key := range []string{report.KeyScenario, report.KeyGuide, report.KeyRelease} {
		e := at(seconds, "attr", pkg, test)
		e.Key, e.Value = key, parts[i]
		p.add(e, nil)
	}
}

func end(p *progress, seconds float64, pkg, test string, outcome report.Outcome) {
	p.add(at(seconds, "pass", pkg, test), &report.Record{Outcome: outcome})
}

// halfway is a run of two suites, of which one has begun: of its four scenarios one
// has ended as expected and one has not, and two are playing.
func halfway(f former) *progress {
	p := newProgress(noon(), 2, f)
	tests := []string{"redirect/clavex/8.9.0", "popup/clavex/8.9.0", "popup/encvoy/8.9.0", "second-login-with-a-longer-name/miniorange/8.9.0"}
	announce(p, 10, "suites/login", tests...)
	for i, test := range tests {
		begin(p, 10+float64(i), "suites/login", test)
	}
	end(p, 15, "suites/login", tests[0], report.Passed)
	end(p, 16, "suites/login", tests[1], report.Failed)
	return p
}

func lastRun() former {
	return former{mean: 2, seconds: map[testID]float64{
		{"suites/login", "redirect/clavex/8.9.0"}: 1, {"suites/login", "popup/clavex/8.9.0"}: 3,
		{"suites/merge", "same-address/clavex/8.9.0"}: 4, {"suites/merge", "same-address/encvoy/8.9.0"}: 8,
	}}
}

func TestTheViewIsAFunctionOfTheRun(t *testing.T) {
	t.Parallel()
	now := noon().Add(20 * time.Second)
	for name, c := range map[string]struct {
		run     *progress
		columns int
		colours bool
	}{
		"building":         {newProgress(noon(), 2, unknown()), 80, true},
		"first-run":        {halfway(unknown()), 80, false},
		"like-the-last":    {halfway(lastRun()), 80, true},
		"narrow":           {halfway(lastRun()), 40, false},
		"no-width-is-told": {halfway(lastRun()), 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := view(c.run, now, c.columns, c.colours)
			want, err := os.ReadFile(filepath.Join("testdata", "view", name+".txt"))
			require.NoError(t, err)
			got := strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "\x1b", "ESC")
			assert.Empty(t, cmp.Diff(string(want), got), got)
			for _, line := range lines {
				assert.Less(t, width(line), max(c.columns, narrowest), line)
			}
		})
	}
}

func TestTheTimeLeftFollowsTheLastRunAndThePace(t *testing.T) {
	t.Parallel()
	p := halfway(lastRun())
	left, known := p.left(noon().Add(20 * time.Second))
	require.True(t, known)
	// 4 s of the last run took 10 s; two scenarios of average length and 12 s are left.
	assert.Equal(t, 40*time.Second, left)

	_, known = halfway(unknown()).left(noon().Add(20 * time.Second))
	assert.False(t, known, "nobody knows what the other suite has")
	only := halfway(unknown())
	only.suites = 1
	left, known = only.left(noon().Add(20 * time.Second))
	require.True(t, known)
	assert.Equal(t, 10*time.Second, left)
}

func TestSuitesThatPlayOneByOneAreExpectedToBeAsTheyWere(t *testing.T) {
	t.Parallel()
	p := newProgress(noon(), 2, lastRun())
	announce(p, 1, "suites/merge")
	begin(p, 1, "suites/merge", "same-address/clavex/8.9.0")
	left, guessed, more := p.remaining()
	assert.Len(t, left, 4)
	assert.True(t, guessed)
	assert.False(t, more)
	end(p, 2, "suites/merge", "same-address/clavex/8.9.0", report.Passed)
	left, _, _ = p.remaining()
	assert.Len(t, left, 3)
}
