package doctor_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/doctor"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/rocketchat"
)

// witness notes the requests that pass it.
type witness struct {
	next http.RoundTripper

	mu   sync.Mutex
	seen []string
}

func (w *witness) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.seen = append(w.seen, r.Method+" "+r.URL.Host)
	w.mu.Unlock()
	return w.next.RoundTrip(r)
}

// An examination changes nothing in the workspace and asks it nothing but GET.
func TestExaminationOnlyReads(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"clavex", "encvoy"} {
		w := open(t, id, "7.1.0", nil)
		before := w.dump(t)
		seen := &witness{next: w.HTTP().Transport}
		hc := *w.HTTP()
		hc.Transport = seen
		report := w.examine(t, func(c *doctor.Case) {
			c.HTTP = &hc
			c.Admin = rocketchat.New(w.RocketChatURL(), &hc).As(w.Admin().UserID(), w.Admin().Token())
		})
		require.Equal(t, id == "encvoy", slices.Contains(report.Causes(), diagnosis.IdentityWayRefused))
		require.Empty(t, cmp.Diff(before, w.dump(t)))
		host := strings.TrimPrefix(w.RocketChatURL(), "https://")
		require.Contains(t, seen.seen, "GET "+host)
		for _, request := range seen.seen {
			method, to, _ := strings.Cut(request, " ")
			require.True(t, method == http.MethodGet || to != host, request)
		}
	}
}

// dump is every document of the database, by collection.
func (w world) dump(t *testing.T) map[string][]bson.M {
	t.Helper()
	names, err := w.Database().ListCollectionNames(t.Context(), bson.M{})
	require.NoError(t, err)
	all := map[string][]bson.M{}
	for _, name := range names {
		cursor, err := w.Database().Collection(name).Find(t.Context(), bson.M{})
		require.NoError(t, err)
		var documents []bson.M
		require.NoError(t, cursor.All(t.Context(), &documents))
		all[name] = documents
	}
	require.NotEmpty(t, all["users"])
	return all
}

func TestWhatCannotBeExamined(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	for name, tt := range map[string]struct {
		change func(*doctor.Case)
		want   string
	}{
		"no address":       {func(c *doctor.Case) { c.URL = "chat" }, `"chat" is not the address of a workspace, such as https://chat.example.org`},
		"no Rocket.Chat":   {func(c *doctor.Case) { c.URL = w.Guide().ProviderURL }, "is this the address of a Rocket.Chat server?"},
		"nobody there":     {func(c *doctor.Case) { c.URL = "https://nobody.example" }, "asking https://nobody.example for its version: "},
		"no name":          {func(c *doctor.Case) { c.Service = "é" }, `nothing is left of the service's name "é"`},
		"nothing to go on": {func(c *doctor.Case) { c.Guide = nil }, "an examination needs a guide"},
	} {
		t.Run(name, func(t *testing.T) {
			c := doctor.Case{Guide: w.Guide(), URL: w.RocketChatURL(), HTTP: w.HTTP()}
			tt.change(&c)
			_, err := doctor.Examine(t.Context(), c)
			require.ErrorContains(t, err, tt.want)
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := doctor.Examine(ctx, doctor.Case{Guide: w.Guide(), URL: w.RocketChatURL(), HTTP: w.HTTP()})
	require.ErrorIs(t, err, context.Canceled)
}

// Nothing that is printed holds the client's secret.
func TestNoSecretIsPrinted(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	secret, ok := w.configured.Value("secret")
	require.True(t, ok)
	w.set(t, map[string]any{"token_path": "/token?x=" + "y", "login_style": "popup"})
	report := w.examine(t, nil)
	require.NotEmpty(t, report.Findings)
	for _, line := range slices.Concat([]string{diagnosis.List(report.Findings)}, report.Notes, report.Unseen) {
		require.NotContains(t, line, secret)
	}
}
