package scenario

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/guide"
	"gonogo/internal/verdict"
)

func TestUnknownSelectionIsOneSentence(t *testing.T) {
	t.Parallel()
	for variable, want := range map[string]string{
		"GONOGO_GUIDES":   "GONOGO_GUIDES=nonsense is not known; known values: all, default, authentik, clavex, encvoy, entra, miniorange",
		"GONOGO_RELEASES": "GONOGO_RELEASES=nonsense: release \"nonsense\" is not a version such as 7.1.0: Invalid Semantic Version; known releases: 3.18.2, 4.8.7, 5.4.10, 6.2.12, 6.3.0, 6.4.0, 6.4.9, 6.6.0, 6.13.1, 7.1.0, 7.4.5, 7.13.9, 8.1.8, 8.2.0, 8.9.0",
		"GONOGO_ENGINE":   "GONOGO_ENGINE=nonsense is not known; known values: chromedp, rod, protocol",
		"GONOGO_KEEP":     "GONOGO_KEEP=nonsense is not known; known values: always, failure, never",
	} {
		_, err := load(func(name string) (string, bool) { return "nonsense", name == variable })
		require.EqualError(t, err, want)
	}
	_, err := load(func(name string) (string, bool) { return "nonsense", name == "GONOGO_STACK" })
	require.ErrorContains(t, err, "GONOGO_STACK=nonsense is not known; known values: embedded")
}

// A troubleshooting row shares its topic with a promise, but only a scenario
// that reproduces the symptom asserts it.
func TestScenariosAssertNoSymptoms(t *testing.T) {
	t.Parallel()
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(t, err)
	s := Scenario{Asserts: []guide.Topic{guide.TopicRedirectURI, "show-button"}}
	assert.Equal(t, []string{"clavex.registration-redirect-uris", "clavex.show-button"}, s.statements(g))
}

func TestMendedScenarioKeepsItsOwnSettings(t *testing.T) {
	t.Parallel()
	s := Scenario{Key: "popup", Title: "logs in by popup", Asserts: []guide.Topic{guide.TopicLogin}, Service: map[string]any{"login_style": "popup"}}
	m := s.mended(&verdict.Drift{Settings: map[string]any{"identity_token_sent_via": "header"}})
	assert.Equal(t, "popup-mended", m.Key)
	assert.Equal(t, "logs in by popup, once mended", m.Title)
	assert.Equal(t, map[string]any{"login_style": "popup", "identity_token_sent_via": "header"}, m.Service)
	assert.Empty(t, m.Asserts, "the guide as printed is not asserted by a run with other settings")
	assert.Equal(t, map[string]any{"login_style": "popup"}, s.Service)
}

// The answers are those of a real server: HTTP 200 either way (§14.5, §14.7).
func TestLoginAnswersAreToldApart(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"result\":{\"id\":\"u\",\"type\":\"clavex\"}}","success":true}`:           false,
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{\"error\":401,\"reason\":\"User not found\"}}","success":true}`: true,
		`{"message":"{\"msg\":\"result\",\"id\":\"1\",\"error\":{}}","success":true}`:                                            true,
		`<html>502 Bad Gateway</html>`: true,
		``:                             true,
	} {
		assert.Equal(t, want, refused(browser.Exchange{ResponseBody: body}), body)
	}
}

func TestEndingsAreSentences(t *testing.T) {
	t.Parallel()
	for want, state := range map[string]pages.State{
		"the person is logged in":                                      {Kind: pages.Home},
		"the person must choose a user name":                           {Kind: pages.RegisterUsername},
		"the person is asked for a code":                               {Kind: pages.TwoFactor},
		"the page stays blank":                                         {Kind: pages.Blank},
		"the person is back on the login page without a message":       {Kind: pages.LoginForm},
		`the person is back on the login page and reads "no matching"`: {Kind: pages.LoginForm, Message: "no matching"},
	} {
		assert.Equal(t, want, words(state))
	}
}
