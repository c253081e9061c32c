package clavex

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// One login serves until its token ends.
func TestALoginIsUsedUntilItEnds(t *testing.T) {
	t.Parallel()
	var logins atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/auth/login", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: adminCookie, Value: fmt.Sprint("token", logins.Add(1))})
		_, _ = w.Write([]byte(`{"expires_in":28800,"org_id":"1","org_slug":"acme"}`))
	})
	mux.HandleFunc("PUT /api/v1/organizations/1/rate-limits", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /api/v1/organizations/1/users", func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, fmt.Sprint("Bearer token", logins.Load()), r.Header.Get("Authorization"))
		_, _ = w.Write([]byte(`{"items":[]}`))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p, err := New(Options{URL: server.URL + "/acme", AdminEmail: "a@acme.eu", AdminPassword: "x"})
	require.NoError(t, err)
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	p.now = func() time.Time { return now }
	for _, step := range []struct {
		later  time.Duration
		logins int32
	}{{0, 1}, {7 * time.Hour, 1}, {time.Hour, 2}} {
		now = now.Add(step.later)
		require.NoError(t, p.Remove(t.Context(), "ada@acme.eu"))
		assert.Equal(t, step.logins, logins.Load())
	}
}
