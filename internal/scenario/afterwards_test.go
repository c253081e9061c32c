package scenario

import (
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/evidence"
)

func TestWhatGoesWithAScenarioGoesLastFirstWhateverHappens(t *testing.T) {
	t.Parallel()
	var gone []string
	r := newRun(t, t.Context(), Scenario{}, evidence.NewRedactor())
	r.goesAgain(func() { gone = append(gone, "the lock") })
	r.goesAgain(func() {
		gone = append(gone, "an account")
		runtime.Goexit() // as FailNow does
	})
	r.goesAgain(func() { gone = append(gone, "a channel") })
	var ended sync.WaitGroup
	ended.Go(r.goAgain)
	ended.Wait()
	assert.Equal(t, []string{"a channel", "an account", "the lock"}, gone)
	assert.Empty(t, r.afterwards)
}

// A check that does not hold ends a scenario before anybody knows whose account the
// login has made; it goes all the same.
func TestAnAccountThatNobodyExpectedGoesWithTheScenario(t *testing.T) {
	t.Parallel()
	su := open(t, lookupOf(map[string]string{"GONOGO_ENGINE": "protocol", "GONOGO_GUIDES": "clavex", "GONOGO_RELEASES": "7.1.0"}))
	c := su.cells()[0]
	var login string
	for name, steps := range map[string]func(p *Person){
		"logged in": func(p *Person) { p.IsNotLoggedIn() },
		"refused": func(p *Person) {
			p.IsLoggedIn()
			p.LogsOut()
			p.account = "" // the login was refused when the account had been made
			p.IsLoggedIn()
		},
	} {
		e := su.ended(t, Scenario{Steps: func(r *Run) {
			ada := r.NewPerson()
			login = ada.Email
			ada.OpensTheLoginPage()
			ada.ClicksTheProviderButton()
			ada.SignsIn()
			steps(ada)
		}}, c)
		assert.NotEmpty(t, e.Happened, name)
		shared, err := su.stacks.get(c.guide, c.release)
		require.NoError(t, err)
		users, err := shared.stack.Admin().Users(t.Context())
		require.NoError(t, err)
		for _, u := range users {
			for _, address := range u.Emails {
				assert.NotEqual(t, login, address.Address, name)
			}
		}
	}
}
