package attempt_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/fixtures"
	"gonogo/internal/browser/pages"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/evidence"
	"gonogo/internal/guide"
	"gonogo/internal/protocol"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const password = "Planted-Passw0rd!"

// world is a configured stack with a person at its provider.
type world struct {
	*simulator.Embedded
	configured stack.Configured
}

func open(t *testing.T, id, version string, settings map[string]any) *world {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{Guide: g, Release: newRelease(t, version)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	w := &world{Embedded: s}
	w.configured, err = stack.Configure(t.Context(), s)
	require.NoError(t, err)
	w.set(t, settings)
	require.NoError(t, s.Provider().Put(t.Context(), provider.Person{
		Login: "ada@acme.eu", Password: password, Email: "ada@acme.eu", Name: "Ada Acme", GivenName: "Ada", FamilyName: "Acme",
		Username: "ada", Nickname: "ada", PublicProfile: true,
	}))
	return w
}

// set writes settings: of the service by suffix, others by their whole id.
func (w *world) set(t *testing.T, settings map[string]any) {
	t.Helper()
	own := map[string]any{}
	for name, value := range settings {
		if strings.Contains(name, "Accounts_") || name == "Site_Url" {
			require.NoError(t, w.Admin().SetSetting(t.Context(), name, value))
			continue
		}
		own[name] = value
	}
	if len(own) > 0 {
		require.NoError(t, stack.ApplyService(t.Context(), w, w.configured.Service, own))
	}
}

// click starts an attempt as a person does.
func (w *world) click(t *testing.T, through http.RoundTripper) *protocol.Agent {
	t.Helper()
	a, err := protocol.New(protocol.Options{Transport: through, Release: w.Release(), Guide: w.Guide().ID, ProviderURL: w.Guide().ProviderURL})
	require.NoError(t, err)
	require.NoError(t, a.Chat().Open(t.Context(), w.RocketChatURL()))
	shown, err := w.Admin().WaitService(t.Context(), w.configured.Service.Key, func(s rocketchat.Service) bool { return s != nil })
	require.NoError(t, err)
	label, _ := shown["buttonLabelText"].(string)
	require.NoError(t, a.Chat().ClickProvider(t.Context(), pages.Button{Service: w.configured.Service.Key, Label: label}))
	return a
}

func (w *world) circumstances() attempt.Circumstances {
	return attempt.Circumstances{Guide: w.Guide(), Release: w.Release(), Service: w.configured.Service, SiteURL: w.RocketChatURL()}
}

// told is what is told of an attempt, by its record and by the archive of it.
func told(t *testing.T, a *protocol.Agent, in attempt.Circumstances) (diagnosis.Cause, attempt.Traits) {
	t.Helper()
	record := attempt.Attempt{Exchanges: a.Since(0)}
	cause := diagnose(t, record, in)
	raw, err := json.Marshal(evidence.Archive(record.Exchanges, evidence.Creator{Version: "1", Browser: "x/1"}, evidence.NewRedactor(password)))
	require.NoError(t, err)
	archived, err := attempt.ReadHAR(strings.NewReader(string(raw)))
	require.NoError(t, err)
	traits := attempt.Read(archived)
	assert.Equal(t, attempt.Read(record).Failed, traits.Failed)
	if !compares(cause) {
		assert.Equal(t, cause, diagnose(t, archived, in), "by the archive")
	}
	return cause, traits
}

// compares tells which causes need values that an archive does not keep.
func compares(c diagnosis.Cause) bool {
	return c == diagnosis.StateTampered || c == diagnosis.StateForeign || c == diagnosis.CallbackReplayed || c == diagnosis.DisabledMeanwhile
}

// scene is a real attempt.
type scene struct {
	guide    string // authentik, unless said
	settings map[string]any
	before   func(*testing.T, *world)
	at       func(*testing.T, *world, *protocol.Agent) // instead of signing in
	in       func(*attempt.Circumstances)
	want     diagnosis.Cause
	end      attempt.Stage
}

func scenes() map[string]scene {
	popup := map[string]any{"login_style": "popup"}
	return map[string]scene{
		"redirect": {end: attempt.StageDone},
		"popup":    {settings: popup, end: attempt.StageDone},
		"closed": {settings: popup, at: func(t *testing.T, _ *world, a *protocol.Agent) { require.NoError(t, a.WalkAway(t.Context())) },
			want: diagnosis.PopupClosed, end: attempt.StageProvider},
		"back button": {at: func(t *testing.T, _ *world, a *protocol.Agent) { require.NoError(t, a.WalkAway(t.Context())) },
			want: diagnosis.AttemptUnfinished, end: attempt.StageProvider},
		"cut":                 {guide: "clavex", settings: popup, want: diagnosis.PopupCut, end: attempt.StageAccount},
		"consent refused":     {guide: "entra", at: deny, want: diagnosis.AccessDenied, end: attempt.StageProvider},
		"wrong secret":        {settings: map[string]any{"secret": "wrong"}, end: attempt.StageCallback},
		"wrong secret, popup": {settings: map[string]any{"secret": "wrong", "login_style": "popup"}, end: attempt.StageCallback},
		"disabled": {before: nil, at: func(t *testing.T, w *world, a *protocol.Agent) {
			w.set(t, map[string]any{"": false})
			signIn(t, w, a)
		}, in: func(in *attempt.Circumstances) { in.Enabled = attempt.Off }, want: diagnosis.DisabledMeanwhile, end: attempt.StageCallback},
		"disabled, popup": {settings: popup, at: func(t *testing.T, w *world, a *protocol.Agent) {
			w.set(t, map[string]any{"": false})
			signIn(t, w, a)
		}, want: diagnosis.DisabledMeanwhile, end: attempt.StageCallback},
		"deactivated": {before: func(t *testing.T, w *world) { w.local(t, "ada", "ada@acme.eu", false) },
			settings: map[string]any{"login_style": "popup"}, want: diagnosis.AccountDeactivated, end: attempt.StageAccount},
		"approval": {settings: map[string]any{"Accounts_ManuallyApproveNewUsers": true, "login_style": "popup"},
			in: func(in *attempt.Circumstances) { in.ManualApproval = attempt.On }, want: diagnosis.ApprovalPending, end: attempt.StageAccount},
		"other site": {before: func(_ *testing.T, w *world) {
			w.Serve("other.company", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("elsewhere")) }))
		}, settings: map[string]any{"Site_Url": "https://other.company"}, in: func(in *attempt.Circumstances) { in.SiteURL = "" },
			want: diagnosis.SiteURLDiffers, end: attempt.StageCallback},
		"close refused": {settings: map[string]any{"login_style": ""}, at: nothing, want: diagnosis.StyleAddsClose, end: attempt.StageProvider},
		"not registered": {before: func(t *testing.T, w *world) {
			_, err := w.Provider().Register(t.Context(), provider.Registration{Name: "x", ClientID: w.configured.ClientID, RedirectURIs: []string{"https://other.company/"}})
			require.NoError(t, err)
		}, at: nothing, want: diagnosis.RedirectNotRegistered, end: attempt.StageProvider},
	}
}

func nothing(*testing.T, *world, *protocol.Agent) {}

func signIn(t *testing.T, _ *world, a *protocol.Agent) {
	t.Helper()
	require.NoError(t, a.Provider().SignIn(t.Context(), "ada@acme.eu", password))
}

func deny(t *testing.T, _ *world, a *protocol.Agent) {
	t.Helper()
	require.NoError(t, a.Provider().DenyConsent(t.Context(), "ada@acme.eu", password))
}

// local makes an account.
func (w *world) local(t *testing.T, username, email string, active bool) {
	t.Helper()
	made, err := w.Admin().CreateUser(t.Context(), rocketchat.NewUser{Username: username, Name: "Ada Acme", Email: email, Password: password, Verified: true})
	require.NoError(t, err)
	if !active {
		require.NoError(t, w.Admin().SetActive(t.Context(), made.ID, false))
	}
}

func TestRealAttempts(t *testing.T) {
	t.Parallel()
	for _, version := range classes() {
		for name, s := range scenes() {
			t.Run(version+"/"+name, func(t *testing.T) {
				t.Parallel()
				if s.guide == "" {
					s.guide = "authentik"
				}
				w := open(t, s.guide, version, s.settings)
				if s.before != nil {
					s.before(t, w)
				}
				a := w.click(t, w.HTTP().Transport)
				if s.at == nil {
					s.at = signIn
				}
				s.at(t, w, a)
				in := w.circumstances()
				if s.in != nil {
					s.in(&in)
				}
				cause, traits := told(t, a, in)
				if name == "redirect" && w.Release().Has(release.RESTLoginRace) {
					s.want, s.end = diagnosis.ReleaseBug, attempt.StageAccount // §14.3
				}
				assert.Equal(t, s.want, cause)
				assert.Equal(t, s.end, traits.Failed, "%+v", traits)
			})
		}
	}
}

// An account that has the user name: told up to 6.13, masked after that.
func TestRealConflicts(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]diagnosis.Cause{
		"3.18.2": diagnosis.UsernameTaken, "5.4.10": diagnosis.UsernameTaken, "6.13.1": diagnosis.UsernameTaken, "7.1.0": "", "8.9.0": "",
	} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := open(t, "authentik", version, map[string]any{"login_style": "popup", "merge_users": false})
			w.local(t, "ada", "else@acme.eu", true)
			a := w.click(t, w.HTTP().Transport)
			signIn(t, w, a)
			cause, traits := told(t, a, w.circumstances())
			assert.Equal(t, want, cause)
			assert.Equal(t, attempt.StageAccount, traits.Failed)
			assert.Equal(t, want == "", len(traits.May) > 0)
		})
	}
}

// meddler changes where the provider sends people back to.
type meddler struct {
	http.RoundTripper
	change func(url.Values)
}

// RoundTrip satisfies [http.RoundTripper].
func (m meddler) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := m.RoundTripper.RoundTrip(r)
	if err != nil || !strings.Contains(answer.Header.Get("Location"), "/_oauth/") {
		return answer, err
	}
	to, err := url.Parse(answer.Header.Get("Location"))
	if err == nil && strings.Contains(to.Path, "/_oauth/") {
		q := to.Query()
		m.change(q)
		to.RawQuery = q.Encode()
		answer.Header.Set("Location", to.String())
	}
	return answer, err
}

func TestRealStatesThatAreMeddledWith(t *testing.T) {
	t.Parallel()
	for _, version := range classes() {
		for cause, change := range map[diagnosis.Cause]func(url.Values){
			diagnosis.StateMissing:  func(q url.Values) { q.Del("state") },
			diagnosis.StateTampered: func(q url.Values) { q.Set("state", "garbage") },
			diagnosis.StateForeign:  func(q url.Values) { q.Set("state", state("popup", "another")) },
			diagnosis.LoginRequired: func(q url.Values) { q.Del("code"); q.Set("error", "login_required") },
		} {
			t.Run(version+"/"+string(cause), func(t *testing.T) {
				t.Parallel()
				w := open(t, "miniorange", version, map[string]any{"login_style": "popup"})
				a := w.click(t, meddler{w.HTTP().Transport, change})
				signIn(t, w, a)
				found, _ := told(t, a, w.circumstances())
				assert.Equal(t, cause, found)
			})
		}
	}
}
