package evidence_test

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
)

const (
	toldSecret   = "Pa/ss wörd&<told>"
	foundSecret  = "cOdE-nobody-told-about-1"
	formerSecret = "token-in-a-header-2"
)

// leaky is a site that shows secrets wherever a site can.
func leaky() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/start", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "rc_token", Value: formerSecret})
		http.Redirect(w, r, "/page?code="+foundSecret+"&shown=yes#access_token="+foundSecret, http.StatusFound)
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Auth-Token", formerSecret)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<title>Leaky</title><h1>An ordinary heading</h1><form method="post" action="/form">
			<input type="hidden" name="state" value="` + foundSecret + `"><input type="password" name="password" value="Pa/ss wörd&amp;&lt;told&gt;">
			<button>Send</button></form>
			<script>
			console.log("the password is " + document.querySelector("[name=password]").value);
			console.log("an ordinary message");
			fetch("/json", { method: "POST", headers: { "Content-Type": "application/json", Authorization: "Bearer ` + formerSecret + `" },
				body: JSON.stringify({ password: document.querySelector("[name=password]").value, ordinary: "text" }) })
				.then(() => { document.body.dataset.done = "yes"; });
			</script>`))
	})
	mux.HandleFunc("/json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"access_token":"` + foundSecret + `","echo":"Pa\/ss w\u00f6rd\u0026<told>","kept":"yes"}`))
	})
	mux.HandleFunc("/form", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<p>sent</p>"))
	})
	return mux
}

func TestNothingThatIsKeptHoldsASecret(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(leaky())
	t.Cleanup(server.Close)
	ctx, session := newSession(t)
	page, err := session.NewPage(ctx)
	require.NoError(t, err)
	require.NoError(t, page.Goto(ctx, server.URL+"/start"))
	require.NoError(t, page.Wait(ctx, "the request of the page", "document.body.dataset.done"))
	source, err := page.HTML(ctx)
	require.NoError(t, err)
	require.Contains(t, source, foundSecret, "the page does leak")

	dir := t.TempDir()
	collector := evidence.NewCollector(dir, evidence.NewRedactor(toldSecret))
	require.NoError(t, collector.Session(ctx, "first", session, evidence.Creator{Version: "test", Browser: "Chrome/1"}))
	require.NoError(t, page.Click(ctx, browser.Locator{CSS: "button"}))
	require.NoError(t, page.Wait(ctx, "the form's answer", "document.body?.innerText === 'sent'"))
	require.NoError(t, collector.Session(ctx, "second", session, evidence.Creator{Version: "test", Browser: "Chrome/1"}))
	require.NoError(t, collector.ServerLog([]string{"ordinary line", "code=" + foundSecret, "password " + toldSecret}))

	files := readAll(t, dir)
	for name, content := range files {
		for _, secret := range []string{toldSecret, foundSecret, formerSecret, "told&gt;", "Pa%2Fss", `Pa\/ss`, "w%C3%B6rd"} {
			assert.NotContains(t, content, secret, name)
		}
	}
	assert.True(t, strings.HasPrefix(files["first/page-1.png"], "\x89PNG"), "a hidden password may be in a picture")
	assert.Contains(t, files["first/page-1.html"], "An ordinary heading")
	assert.Contains(t, files["first/console.txt"], "an ordinary message")
	assert.Contains(t, files["first/hops.txt"], "GET 302 "+server.URL+"/start -> /page?code=[redacted]&shown=yes#access_token=[redacted]")
	assert.Contains(t, files["second/hops.txt"], "POST 200 "+server.URL+"/form")
	assert.Contains(t, files["second/session.har"], `kept`)
	assert.Equal(t, "ordinary line\ncode=[redacted]\npassword [redacted]\n", files["server.log"])
	assertHAR(t, files["second/session.har"])
}

func TestAPageThatShowsASecretGetsNoPicture(t *testing.T) {
	t.Parallel()
	for name, html := range map[string]string{
		"in its text":                   "<p>Pa/ss w&ouml;rd&amp;&lt;told&gt;</p>",
		"in a field":                    `<input value="Pa/ss w&ouml;rd&amp;&lt;told&gt;">`,
		"in a password field laid open": `<input name="password" type="text" value="anything">`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte(html))
			}))
			t.Cleanup(server.Close)
			ctx, session := newSession(t)
			page, err := session.NewPage(ctx)
			require.NoError(t, err)
			require.NoError(t, page.Goto(ctx, server.URL))
			dir := t.TempDir()
			require.NoError(t, evidence.NewCollector(dir, evidence.NewRedactor(toldSecret)).
				Session(ctx, "", session, evidence.Creator{}))
			files := readAll(t, dir)
			assert.NotContains(t, files, "page-1.png")
			assert.Contains(t, files["page-1.png.txt"], "shows a secret")
		})
	}
}

// brokenSession has a page of which nothing can be read.
type brokenSession struct{ browser.Session }

func (brokenSession) Pages() []browser.Page { return []browser.Page{brokenPage{}} }
func (brokenSession) Trace() *browser.Trace {
	trace := browser.NewTrace()
	trace.RecordPageError("page-1", "it broke with code="+foundSecret)
	return trace
}

type brokenPage struct{ browser.Page }

func (brokenPage) ID() string { return "page-1" }
func (brokenPage) Eval(context.Context, string, any) error {
	return errors.New("no script at https://a.eu/?code=" + foundSecret)
}
func (brokenPage) HTML(context.Context) (string, error) { return "", errors.New("no source") }

func TestWhatCanBeKeptIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	err := evidence.NewCollector(dir, evidence.NewRedactor()).
		Session(t.Context(), "", brokenSession{}, evidence.Creator{Version: "test"})
	require.ErrorContains(t, err, "no script")
	require.ErrorContains(t, err, "no source")
	assert.NotContains(t, err.Error(), foundSecret)
	files := readAll(t, dir)
	assert.Contains(t, files["console.txt"], "it broke with code=[redacted]")
	assert.Contains(t, files, "hops.txt")
	assertHAR(t, files["session.har"])
}

// blankPage is one that the browser never draws.
type blankPage struct{ brokenPage }

func (blankPage) Eval(context.Context, string, any) error { return nil }

func (blankPage) Screenshot(ctx context.Context) ([]byte, error) {
	<-ctx.Done()
	return nil, context.Cause(ctx)
}

func (blankPage) HTML(context.Context) (string, error) { return "<p>source</p>", nil }

type blankSession struct{ brokenSession }

func (blankSession) Pages() []browser.Page { return []browser.Page{blankPage{}} }

func TestAPageThatIsNeverDrawnKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir, start := t.TempDir(), time.Now()
		err := evidence.NewCollector(dir, evidence.NewRedactor()).Session(t.Context(), "", blankSession{}, evidence.Creator{})
		require.ErrorContains(t, err, "taking a picture of page-1")
		assert.Equal(t, 5*time.Second, time.Since(start))
		assert.Contains(t, readAll(t, dir)["page-1.html"], "source")
	})
}

func TestHopsAreDocumentsOnly(t *testing.T) {
	t.Parallel()
	exchanges := []browser.Exchange{
		{Page: "page-1", Type: "Document", Method: "GET", URL: "https://a.eu/home", Status: 200},
		{Page: "page-1", Type: "Fetch", Method: "GET", URL: "https://a.eu/api", Status: 200},
		{Page: "page-2", Type: "Document", Method: "POST", URL: "https://id.eu/login", Status: 302,
			ResponseHeaders: map[string]string{"location": "https://a.eu/cb?code=x"}},
		{Page: "page-2", Type: "Document", Method: "GET", URL: "https://a.eu/cb?code=x", Error: "net::ERR_ABORTED"},
	}
	var lines []string
	for _, hop := range evidence.Hops(exchanges, evidence.NewRedactor()) {
		lines = append(lines, hop.String())
	}
	assert.Equal(t, []string{
		"page-1 GET 200 https://a.eu/home",
		"page-2 POST 302 https://id.eu/login -> https://a.eu/cb?code=[redacted]",
		"page-2 GET 0 https://a.eu/cb?code=[redacted] (net::ERR_ABORTED)",
	}, lines)
}

func readAll(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(content)
		return err
	}))
	return files
}

func newSession(t *testing.T) (context.Context, browser.Session) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	// The process ends with its context, and the test's own ends before the cleanup.
	engine, err := browser.Launch(context.WithoutCancel(ctx), browser.Names()[0], browser.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	session, err := engine.NewSession(ctx, browser.SessionOptions{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, session.Close()) })
	return ctx, session
}
