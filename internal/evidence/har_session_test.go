package evidence_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/evidence"
)

// windows is a site whose second window is led on, loses an answer and gets one
// without a body, as happens in logins.
func windows() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/first", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<h1>First ünder \U0001F600</h1>"))
	})
	mux.HandleFunc("/second", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<script>
			Promise.allSettled([fetch("/lost"), fetch("/empty", {method: "DELETE"}), fetch("/on?q=a%20b&q=c&flag")])
				.then(() => { document.body.dataset.done = "yes"; });
		</script>`))
	})
	mux.HandleFunc("/on", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/first#there", http.StatusSeeOther) })
	mux.HandleFunc("/empty", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/lost", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	return mux
}

func TestTheArchiveOfASessionIsAHAR(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(windows())
	t.Cleanup(server.Close)
	ctx, session := newSession(t)
	for _, path := range []string{"/first", "/second"} {
		page, err := session.NewPage(ctx)
		require.NoError(t, err)
		require.NoError(t, page.Goto(ctx, server.URL+path))
		if path == "/second" {
			require.NoError(t, page.Wait(ctx, "the requests of the page", "document.body?.dataset.done"))
		}
	}
	dir := t.TempDir()
	require.NoError(t, evidence.NewCollector(dir, evidence.NewRedactor()).Session(ctx, "", session, evidence.Creator{Version: "1", Browser: "Chrome/1"}))
	archive := readAll(t, dir)["session.har"]
	assertHAR(t, archive)

	var har evidence.HAR
	require.NoError(t, json.Unmarshal([]byte(archive), &har))
	pages, asked := map[string]bool{}, map[string]bool{}
	for _, p := range har.Log.Pages {
		pages[p.ID] = true
	}
	assert.Len(t, pages, 2, "a window each")
	for _, e := range har.Log.Entries {
		assert.True(t, pages[e.Page], "%s is of a window that the archive names", e.Request.URL)
		_, err := time.Parse(time.RFC3339Nano, e.Started)
		require.NoError(t, err)
		asked[e.Request.URL[len(server.URL):]] = true
	}
	for _, path := range []string{"/first", "/second", "/lost", "/empty", "/on?q=a%20b&q=c&flag"} {
		assert.True(t, asked[path], path)
	}
}
