package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report"
)

// story is the events of one scenario, as go test -json prints them.
func story(guide, key, title string, attributes map[string]string, end string) string {
	name := fmt.Sprintf("TestLogin/%s/%s/8.9.0", key, guide)
	var b strings.Builder
	attribute := func(k, v string) {
		fmt.Fprintf(&b, `{"Action":"attr","Package":"gonogo/suites/login","Test":%q,"Key":%q,"Value":%q}`+"\n", name, k, v)
	}
	attribute(report.KeyGuide, guide)
	attribute(report.KeyRelease, "8.9.0")
	attribute(report.KeyScenario, key)
	attribute(report.KeyTitle, title)
	attribute(report.KeyStack, "embedded")
	attribute(report.KeyEngine, "chromedp")
	for k, v := range attributes {
		attribute(k, v)
	}
	if end != "" {
		fmt.Fprintf(&b, `{"Action":%q,"Package":"gonogo/suites/login","Test":%q,"Elapsed":1.5}`+"\n", end, name)
	}
	return b.String()
}

func judged(verdict, expected, reason string) map[string]string {
	return map[string]string{report.KeyVerdict: verdict, report.KeyExpected: expected, report.KeyReason: reason}
}

func read(t *testing.T, stream string) *report.Document {
	t.Helper()
	var c report.Collector
	require.NoError(t, report.Events(strings.NewReader(stream), func(e report.Event) { c.Add(e) }))
	return c.Document()
}

func printed(t *testing.T, r *report.Document) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, r.WriteTable(&out))
	require.NoError(t, r.WritePolls(&out))
	return out.String()
}

// What was observed is about no guide: it is counted, and only what does not
// hold is named.
func TestObservedCasesAreNoGuide(t *testing.T) {
	t.Parallel()
	over := judged("kept", "true", "")
	over[report.KeyEngine] = "protocol"
	r := read(t, story(report.Observed, "a1", "A1: all mapped", judged("kept", "true", ""), "pass")+
		story(report.Observed, "b2", "B2: the same e-mail", judged("broken", "false", "another name"), "fail")+
		story("clavex", "redirect", "logs in by redirect", judged("kept", "true", ""), "pass")+
		story("clavex", "merge", "is linked", over, "pass"))
	out := printed(t, r)
	require.Contains(t, out, "Rocket.Chat 8.9.0 (simulator on the embedded stack, chromedp, protocol)")
	require.Contains(t, out, "Seen on a real Rocket.Chat 8.9.0: 1 of 2 cases hold here\n  ! B2: the same e-mail\n")
	require.NotContains(t, out, "A1: all mapped")
	require.NotContains(t, out, "GO     observed")
}

func TestTableAndPolls(t *testing.T) {
	t.Parallel()
	broken := judged("broken", "true", "no button on the sign-up page")
	broken[report.KeyBroken], broken[report.KeyMend] = "entra.signup", "none"
	broken[report.KeyFinding] = "entra.login: choose a user name"
	r := read(t, story("clavex", "redirect", "logs in by redirect", judged("kept", "true", ""), "pass")+
		story("entra", "redirect", "logs in by redirect", judged("kept", "true", ""), "pass")+
		story("clavex", "signup", "button on sign-up", judged("unsupported", "true", "not promised"), "pass")+
		story("entra", "signup", "button on sign-up", broken, "pass"))
	want := `
Rocket.Chat 8.9.0 (simulator on the embedded stack, chromedp)

  scenario             clavex  entra
  button on sign-up    –       ✗
  logs in by redirect  ✓       ✓

✓ kept   ✗ broken, as known   – not supported by this provider or release   ! unexpected
GO     clavex on Rocket.Chat 8.9.0: every promise that was asserted is kept
NO-GO  entra on Rocket.Chat 8.9.0: entra.signup: no button on the sign-up page (mend: none)
         note: entra.login: choose a user name
`
	assert.Equal(t, want, printed(t, r))
}

// Nothing that went wrong may look like GO.
func TestWhatWentWrongIsNoGo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ stream, want string }{
		"new break":             {story("clavex", "k", "logs in", judged("broken", "false", "a blank page"), "fail"), "NO-GO  clavex on Rocket.Chat 8.9.0: a blank page"},
		"ended without verdict": {story("clavex", "k", "logs in", nil, "fail"), `"logs in" ended without a verdict`},
		"never ended":           {story("clavex", "a", "opens", judged("kept", "true", ""), "pass") + story("clavex", "k", "logs in", nil, ""), `"logs in" ended without a verdict`},
		"failed after verdict":  {story("clavex", "k", "logs in", judged("kept", "true", ""), "fail"), `"logs in" failed after its verdict`},
		"known drift is healed": {story("clavex", "k", "logs in", judged("kept", "false", "the known drift did not happen"), "fail"), "the known drift did not happen"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			polls := read(t, c.stream).Polls()
			require.Len(t, polls, 1)
			assert.False(t, polls[0].Poll.Go)
			var out bytes.Buffer
			require.NoError(t, read(t, c.stream).WritePolls(&out))
			assert.Contains(t, out.String(), c.want)
		})
	}
}

// A compiler's message is no JSON, and a failed package has no test: neither is lost.
func TestWhatIsPrintedOutsideOfScenariosIsKept(t *testing.T) {
	t.Parallel()
	r := read(t, "# gonogo/suites/login\nlogin_test.go:3: undefined: x\n"+
		`{"Action":"fail","Package":"gonogo/suites/login"}`+"\n")
	assert.Contains(t, r.Runs[0].Output, "undefined: x")
	assert.Equal(t, 1, r.Runs[0].Failed)
	assert.Empty(t, r.Cases)
}
