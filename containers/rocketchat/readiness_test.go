package rocketchat

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/containers/ready/readytest"
)

// starting is a server that answers as one does that begins: nothing, then
// /api/info, then also the administrator.
func starting(t *testing.T) (address string, logins *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	logins = &atomic.Int32{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/info", func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	mux.HandleFunc("POST /api/v1/login", func(w http.ResponseWriter, _ *http.Request) {
		answer := map[string]any{"status": "error", "error": "Unauthorized", "message": "Unauthorized"}
		if logins.Add(1) == 2 {
			answer = map[string]any{"status": "success", "data": map[string]any{"userId": "u1", "authToken": "t1"}}
		}
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, logins
}

func TestReadyIsWhenTheAdministratorLogsIn(t *testing.T) {
	t.Parallel()
	address, logins := starting(t)
	r := &readiness{base: address, http: http.DefaultClient, username: "gonogo-admin", password: "p", deadline: time.Minute}
	require.NoError(t, r.WaitUntilReady(t.Context(), readytest.Running()))
	require.EqualValues(t, 2, logins.Load())
	require.Equal(t, "u1", r.admin.UserID())
}

func TestAServerThatEndsIsToldAtOnceWithoutSecrets(t *testing.T) {
	t.Parallel()
	r := &readiness{base: "http://127.0.0.1:1", http: http.DefaultClient, username: "gonogo-admin", password: "correct-horse", deadline: time.Minute}
	gone := readytest.Exited(1)
	gone.Printed = strings.Repeat("noise\n", 30) + "password correct-horse refused\nMONGO VERSION NOT SUPPORTED\n"
	err := r.WaitUntilReady(t.Context(), gone)
	require.EqualError(t, err, "Rocket.Chat ended with status 1 before it was ready; it printed last:\n"+
		strings.Repeat("noise\n", 18)+"password [redacted] refused\nMONGO VERSION NOT SUPPORTED")
}

func TestAServerThatNeverAnswersIsToldWithWhatIsMissing(t *testing.T) {
	t.Parallel()
	r := &readiness{base: "http://127.0.0.1:1", http: http.DefaultClient, username: "gonogo-admin", password: "correct-horse"}
	err := r.WaitUntilReady(t.Context(), readytest.Running())
	require.ErrorContains(t, err, "waiting until Rocket.Chat answers GET /api/info at http://127.0.0.1:1 and lets gonogo-admin log in: "+
		"not within 0s; still missing: ")
	require.NotContains(t, err.Error(), "correct-horse")
}

func TestWhoeverEndsTheWaitIsTold(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(t.Context())
	end()
	r := &readiness{base: "http://127.0.0.1:1", http: http.DefaultClient, deadline: time.Minute}
	require.ErrorIs(t, r.WaitUntilReady(ctx, readytest.Running()), context.Canceled)
}

func TestLogLinesHaveNoSecrets(t *testing.T) {
	t.Parallel()
	lines, err := logOf(t.Context(), readytest.Target{Printed: "one\r\nclient_secret=abcdef&x=1\nmy-password\n\n"}, "my-password")
	require.NoError(t, err)
	require.Equal(t, []string{"one", "client_secret=[redacted]&x=1", "[redacted]"}, lines)
	none, err := logOf(t.Context(), readytest.Target{})
	require.NoError(t, err)
	require.Empty(t, none)
}
