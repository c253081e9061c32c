package scenario

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/evidence"
	"gonogo/internal/guide"
)

// The protocol engine must come to the same end as a browser, in the same words:
// for guides whose logins are kept, broken and cut off, on releases that show
// failures by a toast, not at all, and whose buttons are dead.
func TestEnginesAgree(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it plays 54 scenarios in a browser")
	}
	browser, protocol := opened(t, "chromedp"), opened(t, "protocol")
	for i := range browser.cells() {
		c, d := browser.cells()[i], protocol.cells()[i]
		for _, s := range compared() {
			t.Run(fmt.Sprintf("%s/%s/%s", s.Key, c.guide.ID, c.release), func(t *testing.T) {
				t.Parallel()
				assert.Equal(t, browser.ended(t, s, c), protocol.ended(t, s, d))
			})
		}
	}
}

// opened is a suite with an engine, for a few guides and releases.
func opened(t *testing.T, engine string) *Suite {
	t.Helper()
	variables := map[string]string{
		"GONOGO_ENGINE": engine, "GONOGO_GUIDES": "clavex,encvoy,entra", "GONOGO_RELEASES": "3.18.2,6.6.0,8.9.0",
	}
	return open(t, func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	})
}

// compared are login attempts of every kind.
func compared() []Scenario {
	attempt := func(steps func(*Person)) func(*Run) {
		return func(r *Run) {
			ada := r.NewPerson()
			ada.OpensTheLoginPage()
			ada.SeesTheProviderButton()
			ada.ReadsTheButtonText()
			ada.ClicksTheProviderButton()
			ada.ArrivesAtTheProvider()
			steps(ada)
		}
	}
	login := func(p *Person) {
		p.BringsTheRegisteredRedirectURI()
		p.BringsTheConfiguredParameters()
		p.SignsIn()
		p.ReturnsToRocketChat()
		p.IsLoggedIn()
		p.HoldsALoginToken()
		p.IsKnownToTheAPI()
		p.HasOneAccountLinkedToTheProvider()
		p.LogsOut()
		p.IsNotLoggedIn()
	}
	named := map[string]any{"button_label_text": ""}
	popup := map[string]any{"login_style": "popup", "identity_token_sent_via": "header"}
	return []Scenario{
		{Key: "guide", Steps: attempt(login)},
		{Key: "popup", Service: popup, Steps: attempt(login)},
		{Key: "named", Service: named, Steps: attempt(login)},
		{Key: "mistyped", Steps: attempt(func(p *Person) {
			p.MistypesThePassword()
			p.HasNoAccount()
			p.OpensTheLoginPage()
			p.IsNotLoggedIn()
		})},
		{Key: "cancelled", Service: popup, Steps: attempt(func(p *Person) {
			p.Cancels()
			p.HasNoAccount()
			p.OpensTheLoginPage()
			p.IsNotLoggedIn()
		})},
		{Key: "sign-up", Steps: func(r *Run) {
			ada := r.NewPerson()
			ada.OpensTheSignUpPage()
			ada.SeesTheProviderButtonOnTheSignUpPage()
		}},
	}
}

// end is how a scenario has ended.
type end struct {
	Happened, Unsupported string
	Steps                 []string
	Findings              []guide.Finding
}

// ended plays a scenario, and says how it has ended. Scenarios of the same stack
// with other settings wait for each other.
func (su *Suite) ended(t *testing.T, s Scenario, c cell) end {
	t.Helper()
	ctx, cancel := context.WithTimeout(su.ctx, patience)
	defer cancel()
	r := newRun(t, ctx, s, evidence.NewRedactor())
	require.NoError(t, r.prepare(su, c.guide, c.release))
	held, err := r.lockService()
	require.NoError(t, err)
	r.goesAgain(held.release)
	defer r.goAgain()
	r.perform()
	require.NoError(t, held.restore())
	r.leave()
	e := end{Happened: r.happened, Unsupported: r.unsupported, Findings: r.findings}
	for _, step := range r.transcript.steps {
		e.Steps = append(e.Steps, strings.ReplaceAll(step.sentence, r.people[0].Login, "ada"))
	}
	return e
}
