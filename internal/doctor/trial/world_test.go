package trial_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/doctor/trial"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

// classes are releases of different behaviour.
func classes() []string { return []string{"3.18.2", "5.4.10", "6.13.1", "7.1.0", "8.9.0"} }

// password is the person's; it must not be printed anywhere.
const password = "Planted-Passw0rd!"

const pictures = "pictures.test"

// world is a configured stack with a person at its provider.
type world struct {
	*simulator.Embedded
	configured stack.Configured
	person     provider.Person
	secret     string
}

func newRelease(t testing.TB, version string) release.Release {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return r
}

func open(t *testing.T, id, version string) *world {
	t.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{Guide: g, Release: newRelease(t, version)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	s.Serve(pictures, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte("\x89PNG"))
	}))
	w := &world{Embedded: s, person: provider.Person{
		Login: "ada@acme.eu", Password: password, Email: "ada@acme.eu", Name: "Ada Acme", GivenName: "Ada", FamilyName: "Acme",
		Username: "ada", Nickname: "ada", Picture: "https://" + pictures + "/ada.png", PublicProfile: true,
	}}
	w.configured, err = stack.Configure(t.Context(), s)
	require.NoError(t, err)
	for _, setting := range w.configured.Settings {
		if setting.ID == w.configured.Service.SettingID("secret") {
			w.secret, _ = setting.Value.(string)
		}
	}
	require.NotEmpty(t, w.secret)
	if id == "encvoy" { // fixtures/drift.yaml
		w.set(t, map[string]any{"identity_token_sent_via": "header"})
	}
	w.put(t, w.person)
	return w
}

func (w *world) put(t *testing.T, p provider.Person) {
	t.Helper()
	w.person = p
	require.NoError(t, w.Provider().Put(t.Context(), p))
}

// set writes settings of the service and waits for their effect.
func (w *world) set(t *testing.T, values map[string]any) {
	t.Helper()
	require.NoError(t, stack.ApplyService(t.Context(), w, w.configured.Service, values))
}

func (w *world) makeCase(t *testing.T) trial.Case {
	t.Helper()
	shown, err := w.Admin().WaitService(t.Context(), w.configured.Service.Key, func(s rocketchat.Service) bool { return s != nil })
	require.NoError(t, err)
	return trial.Case{
		Guide: w.Guide(), Release: w.Release(), Service: shown, ClientSecret: trial.Secret(w.secret),
		RedirectURI: w.Guide().RedirectURI, Person: trial.Person{Login: w.person.Login, Password: password}, HTTP: w.HTTP(),
	}
}

// try tries a case, and looks for secrets in everything that comes of it.
func try(t *testing.T, c trial.Case) ([]string, []diagnosis.Finding, trial.Trial) {
	t.Helper()
	findings, got, err := trial.Diagnose(t.Context(), c)
	require.NoError(t, err)
	said := fmt.Sprintf("%+v %+v %+v", findings, got, c)
	assert.NotContains(t, said, password)
	if c.ClientSecret != "" {
		assert.NotContains(t, said, string(c.ClientSecret))
	}
	assert.NotRegexp(t, `code=|access_token=\w|eyJ`, said)
	causes := []string{}
	for _, f := range findings {
		causes = append(causes, string(f.Cause))
		assert.NotEmpty(t, f.Where, f)
		assert.NotEmpty(t, f.Problem, f)
		assert.NotEmpty(t, f.Fix, f)
	}
	return causes, findings, got
}

// reaction is what comes of a request instead of the provider's answer.
type reaction struct {
	status     int
	kind, body string
	err        error
	silent     bool                     // no answer at all
	unless     func(*http.Request) bool // it pleases: then the provider answers
}

// through changes answers on their way, by part of the path.
type through struct {
	next      http.RoundTripper
	reactions map[string]reaction
}

// RoundTrip satisfies [http.RoundTripper].
func (t through) RoundTrip(r *http.Request) (*http.Response, error) {
	for part, instead := range t.reactions {
		if strings.Contains(r.URL.Path, part) && (instead.unless == nil || !instead.unless(r)) {
			return instead.answer(r)
		}
	}
	return t.next.RoundTrip(r)
}

func (i reaction) answer(r *http.Request) (*http.Response, error) {
	if i.silent {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if i.err != nil {
		return nil, i.err
	}
	recorder := httptest.NewRecorder()
	recorder.Header().Set("Content-Type", i.kind)
	recorder.WriteHeader(i.status)
	_, _ = recorder.WriteString(i.body)
	return recorder.Result(), nil
}

// meddled is a client through which the answers at a path are others.
func meddled(c *http.Client, at string, instead reaction) *http.Client {
	return &http.Client{Transport: through{next: c.Transport, reactions: map[string]reaction{at: instead}}}
}

// answers gives every request the same answer.
func answers(status int, kind, body string) reaction {
	return reaction{status: status, kind: kind, body: body}
}

// fails gives every request the same error.
func fails(err error) reaction { return reaction{err: err} }

// refuseUnless answers 401 to requests that do not please, and lets others through.
func refuseUnless(pleases func(*http.Request) bool) reaction {
	return reaction{status: http.StatusUnauthorized, kind: "application/json", body: `{"error":"invalid_client"}`, unless: pleases}
}
