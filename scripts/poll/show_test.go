package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

func environment(variables map[string]string) func(string) string {
	return func(name string) string { return variables[name] }
}

func later() time.Time { return noon().Add(20 * time.Second) }

func TestWithoutATerminalLinesArePrinted(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newShow(&out, environment(nil), later, halfway(lastRun()))
	assert.Equal(t, plainEvery, s.every())
	s.event(at(20, "pass", "suites/login", "popup/encvoy/8.9.0"), &report.Record{
		Guide: "encvoy", Release: "8.9.0", Title: "logs in by popup", Verdict: "kept", Outcome: report.Passed, Seconds: 1.5,
	})
	s.tick()
	s.end()
	assert.Equal(t, "  3  kept        encvoy    8.9.0     1.5 s  logs in by popup\n"+
		"     3 of about 6 scenarios, 1 unexpected, 2 as expected; 0:20 gone, about 0:23 left\n", out.String())
}

// live is a show on a terminal of that width, without colours.
func live(out *bytes.Buffer, columns *int) *show {
	s := newShow(out, environment(map[string]string{"NO_COLOR": "1"}), later, halfway(lastRun()))
	s.columns = func() int { return *columns }
	return s
}

func TestTheLiveViewIsReplacedAndWhatIsUnexpectedStays(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	columns := 60
	s := live(&out, &columns)
	s.tick()
	assert.NotContains(t, out.String(), "\x1b", "there is nothing to erase, and no colour is wanted")
	out.Reset()
	s.event(at(20, "pass", "suites/login", "popup/encvoy/8.9.0"), &report.Record{Title: "as expected", Outcome: report.Passed})
	assert.Empty(t, out.String(), "the next tick shows it")
	s.event(at(20, "fail", "suites/login", "x/encvoy/8.9.0"), &report.Record{Title: "unexpected", Outcome: report.Failed, Output: "why\n"})
	assert.Regexp(t, `^\x1b\[5F\x1b\[J  4  FAILED .*  unexpected\nwhy\n4 of about 7 scenarios, 2 unexpected, 2 as expected\n`, out.String())
	out.Reset()
	s.end()
	assert.Equal(t, "\x1b[4F\x1b[J", out.String())
}

func TestATerminalThatHasBecomeNarrowerHasWrappedTheView(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	columns := 60
	s := live(&out, &columns)
	s.tick()
	out.Reset()
	columns = 30
	s.tick()
	assert.Regexp(t, `^\x1b\[8F\x1b\[J`, out.String(), "lines of 51, 26, 59, 28 and 58 columns are 8 rows")
}

func TestTheLastRunIsReadFromItsEvents(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	none, err := readFormer(dir, "", []string{"s"})
	require.NoError(t, err)
	assert.Equal(t, unknown(), none)
	events := `{"Action":"attr","Package":"s","Test":"T","Key":"gonogo.run.selection","Value":"GONOGO_RELEASES=all"}
{"Action":"attr","Package":"s","Test":"T/a","Key":"gonogo.scenario","Value":"a"}
{"Action":"pass","Package":"s","Test":"T/a","Elapsed":3}
{"Action":"attr","Package":"other","Test":"T/a","Key":"gonogo.scenario","Value":"a"}
{"Action":"pass","Package":"other","Test":"T/a","Elapsed":9}
`
	require.NoError(t, os.WriteFile(filepath.Join(dir, report.EventsFile), []byte(events), 0o600))
	same, err := readFormer(dir, "GONOGO_RELEASES=all", []string{"s"})
	require.NoError(t, err)
	assert.Equal(t, former{seconds: map[testID]float64{{"s", "T/a"}: 3}, mean: 3}, same)
	another, err := readFormer(dir, "", []string{"s"})
	require.NoError(t, err)
	assert.Equal(t, unknown(), another)
}
