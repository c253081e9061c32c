package observed

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
)

// newTestWorld is a simulator of its own.
func newTestWorld(t *testing.T) (*world, *simulator.Embedded) {
	t.Helper()
	g, err := guide.Load(fixtures.Files, host)
	require.NoError(t, err)
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	s, err := simulator.Open(t.Context(), simulator.Options{Guide: g, Release: r})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	w, err := newWorld(t.Context(), s, "")
	require.NoError(t, err)
	return w, s
}

// blind is a stack that shows neither database nor log.
type blind struct{ *simulator.Embedded }

func (blind) Database() *mongo.Database { return nil }
func (blind) ServerLog() []string       { return nil }

// seen finds a case of the document, in its first variant.
func seen(t *testing.T, id string) run {
	t.Helper()
	sections, err := Load(fixtures.Files)
	require.NoError(t, err)
	for _, s := range sections {
		for _, c := range s.Cases {
			if c.ID == id {
				return c.runs(s)[0]
			}
		}
	}
	t.Fatalf("there is no case %s", id)
	return run{}
}

// Every part of an expectation must be able to fail.
func TestAnythingElseThanTheDocumentIsADifference(t *testing.T) {
	t.Parallel()
	w, _ := newTestWorld(t)
	for name, c := range map[string]struct {
		id     string
		change func(e *Expect)
	}{
		"login":            {"A1", func(e *Expect) { e.Login = &Answer{Status: 401} }},
		"account":          {"A1", func(e *Expect) { e.In = "bob" }},
		"page":             {"A1", func(e *Expect) { e.Sees = "nothing" }},
		"message":          {"A2", func(e *Expect) { e.DDP = map[string]any{"error": 403} }},
		"me":               {"A1", func(e *Expect) { e.Me = map[string]any{"name": "Bob"} }},
		"callback":         {"A1", func(e *Expect) { e.Callback = &Page{Style: "redirect"} }},
		"stored":           {"A1", func(e *Expect) { e.Stored = "nothing" }},
		"requests":         {"A1", func(e *Expect) { e.Requests = []string{} }},
		"no account":       {"A1", func(e *Expect) { e.Accounts = nil }},
		"another account":  {"B1", func(e *Expect) { e.Accounts = map[string]Change{"new": {}} }},
		"a field":          {"B1", func(e *Expect) { e.Accounts = map[string]Change{"bob": {Set: map[string]any{"name": "X"}}} }},
		"a service":        {"A1", func(e *Expect) { e.Accounts["new"].Linked["id"] = "X" }},
		"password":         {"B1", func(e *Expect) { e.Passwords = map[string]string{"bob": "refused"} }},
		"avatar":           {"A1", func(e *Expect) { e.Avatars = map[string]string{"new": "picture"} }},
		"a line":           {"A7", func(e *Expect) { e.Log = &[]string{} }},
		"no line":          {"A11", func(e *Expect) { e.Log = &[]string{"something"} }},
		"line of the page": {"A7", func(e *Expect) { e.PageLog = &[]string{} }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := seen(t, c.id)
			o, err := w.play(t.Context(), r)
			require.NoError(t, err)
			require.Empty(t, o.difference)
			c.change(r.Expect)
			o, err = w.play(t.Context(), r)
			require.NoError(t, err)
			require.NotEmpty(t, o.difference)
		})
	}
}

func TestWithoutDatabaseTheRestIsStillCompared(t *testing.T) {
	t.Parallel()
	_, s := newTestWorld(t)
	w, err := newWorld(t.Context(), blind{s}, "")
	require.NoError(t, err)
	for _, id := range []string{"A1", "A17", "B2", "B3", "E1", "G3"} {
		o, err := w.play(t.Context(), seen(t, id))
		require.NoError(t, err)
		require.Empty(t, o.difference, id)
		require.Contains(t, o.missing, "the services and the password of the accounts, and what the callback has stored (no access to the database)")
	}
	r := seen(t, "B1")
	r.Expect.Accounts = map[string]Change{"bob": {Set: map[string]any{"name": "X"}}}
	o, err := w.play(t.Context(), r)
	require.NoError(t, err)
	require.NotEmpty(t, o.difference)

	r.Accounts[0].Document = map[string]any{"services.other.id": "1"}
	_, err = w.play(t.Context(), r)
	require.ErrorIs(t, err, errUnobserved)
}

func TestNothingIsLeftBehind(t *testing.T) {
	t.Parallel()
	w, s := newTestWorld(t)
	for _, id := range []string{"A10", "B8", "E28", "G4"} {
		_, err := w.play(t.Context(), seen(t, id))
		require.NoError(t, err)
	}
	require.NoError(t, w.close(t.Context()))
	users, err := s.Admin().Users(t.Context())
	require.NoError(t, err)
	require.Len(t, users, 2, "the administrator and rocket.cat")
	n, err := s.Database().Collection(pending).CountDocuments(t.Context(), map[string]any{})
	require.NoError(t, err)
	require.Zero(t, n)
	require.Empty(t, w.provider.scripts)
	_, err = s.Admin().Setting(t.Context(), "Accounts_OAuth_Custom-"+servicePrefix)
	require.Error(t, err)
}

func TestWhatAKilledRunLeftIsSweptAway(t *testing.T) {
	t.Parallel()
	w, s := newTestWorld(t)
	r := seen(t, "A1")
	p := newPlay(w, r)
	var err error
	p.service, err = w.use(t.Context(), r.settings(), p.words)
	require.NoError(t, err)
	require.NoError(t, p.step(t.Context(), Step{Do: "login", As: "alice"}))

	require.NoError(t, w.sweep(t.Context()))
	users, err := s.Admin().Users(t.Context())
	require.NoError(t, err)
	require.Len(t, users, 2)
	_, err = s.Admin().WaitService(t.Context(), p.service.Key, func(shown map[string]any) bool { return shown == nil })
	require.NoError(t, err)
}
