package page_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/report"
	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
)

// launch starts a browser for one test and its cases.
func launch(t testing.TB) browser.Engine {
	t.Helper()
	// The process ends with its context, and the test's own ends before the cleanup.
	engine, err := browser.Launch(context.WithoutCancel(t.Context()), browser.Names()[0], browser.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	return engine
}

// reader is somebody who has the page open.
type reader struct {
	browser.Page
	t       testing.TB
	ctx     context.Context
	session browser.Session
	server  *httptest.Server
}

// open serves a page, in a window as wide as the browser's and in a phone's, and opens it.
func open(t testing.TB, engine browser.Engine, text, path string) reader {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/report.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(text))
	})
	mux.HandleFunc("/phone", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><title>phone</title><iframe src="/report.html" width="375" height="800"></iframe>`))
	})
	mux.HandleFunc("/results/_artifacts/1/page-1.png", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/gif")
		_, _ = w.Write([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	session, err := engine.NewSession(ctx, browser.SessionOptions{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, session.Close()) })
	tab, err := session.NewPage(ctx)
	require.NoError(t, err)
	require.NoError(t, tab.Goto(ctx, server.URL+path))
	return reader{Page: tab, t: t, ctx: ctx, session: session, server: server}
}

// sees evaluates an expression in the page.
func sees[T any](r reader, expression string) T {
	r.t.Helper()
	var value T
	require.NoError(r.t, r.Eval(r.ctx, expression, &value), expression)
	return value
}

func (r reader) hears() []string {
	var said []string
	for _, m := range r.session.Trace().Messages() {
		said = append(said, m.Level+": "+m.Text)
	}
	return said
}

// opensAll opens whatever folds in a document and waits until it is drawn.
func (r reader) opensAll(document string) {
	r.t.Helper()
	require.NoError(r.t, r.Wait(r.ctx, "the cases to be drawn", `((page) => {
		page.querySelectorAll('details:not([open])').forEach((e) => { e.open = true });
		const cases = [...page.querySelectorAll('.case')], hops = [...page.querySelectorAll('.hops')];
		return cases.length > 0 && cases.every((e) => e.querySelector('.body')) && hops.every((e) => e.querySelector('svg'));
	})(`+document+`)`))
}

func TestThePageInABrowser(t *testing.T) {
	engine := launch(t)
	t.Run("a case tells everything", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, small(""), inputs("")), "/report.html")
		r.opensAll(`document`)
		said := sees[string](r, `document.querySelector('#list .case').innerText.replace(/\s+/g, ' ')`)
		for _, want := range []string{
			"! broken logs in demo on 8.9.0 simulator protocol", "a blank page", "--run '^logs in$' Copy", "she is not", "browser", "Rocket.Chat", "cdn.example",
			"GET /authorize", "302 → /_oauth/demo", "Ada", "a line", "judge.go:37", "0123456789ab", "everything that was kept",
		} {
			assert.Contains(t, said, want)
		}
		assert.Empty(t, sees[[]string](r, `[...document.querySelectorAll('.body')].flatMap((e) => [...e.childNodes]).filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data)`), "no text stands outside of an element")
		assert.Equal(t, r.server.URL+"/results/_artifacts/1/page-1.png", sees[string](r, `document.querySelector('#list figure img').src`))
		assert.Empty(t, r.hears())
	})
	t.Run("hostile texts are texts", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, small(hostile), inputs(hostile)), "/report.html")
		r.opensAll(`document`)
		assert.Contains(t, sees[string](r, `document.querySelector('#list').textContent`), hostile)
		assert.Zero(t, sees[int](r, `document.querySelectorAll('main script, main img[onerror], main b[onclick], main i').length`))
		assert.Equal(t, []any{}, sees[[]any](r, `[...document.querySelectorAll('main a, main img')].map((e) => e.href || e.src).filter((at) => !at.startsWith(location.origin))`))
		assert.Empty(t, r.hears())
	})
	t.Run("filters by keyboard", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, specimen.Document(1000, 10, specimen.Plain()), page.Inputs{}), "/report.html")
		count := browser.Locator{CSS: "#count"}
		text, err := r.Text(r.ctx, count)
		require.NoError(t, err)
		assert.Equal(t, "1,000 of 1,000 scenarios, the worst first", text)
		require.NoError(t, r.Fill(r.ctx, browser.Locator{CSS: "input[name=text]"}, "redirect (7)"))
		require.NoError(t, r.Wait(r.ctx, "twenty cases", `document.querySelector('#count').textContent.startsWith('20 of')`))
		assert.Contains(t, sees[string](r, `location.hash`), "#scenarios?text=redirect")
		require.NoError(t, r.Eval(r.ctx, `(() => { const e = document.querySelector('select[name=guide]'); e.value = 'guide01'; e.dispatchEvent(new Event('input', { bubbles: true })) })()`, nil))
		require.NoError(t, r.Wait(r.ctx, "five cases", `document.querySelector('#count').textContent.startsWith('5 of')`))
		assert.Equal(t, []string{"INPUT", "SELECT", "SELECT", "SELECT", "BUTTON", "SUMMARY"}, sees[[]string](r,
			`[...document.querySelectorAll('#filters input, #filters select, #filters button, #list summary')].filter((e) => e.checkVisibility() && e.tabIndex === 0).map((e) => e.tagName).slice(0, 6)`))
		assert.Empty(t, r.hears())
	})
	t.Run("an address filters", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, specimen.Document(1000, 10, specimen.Plain()), page.Inputs{}), "/report.html#scenarios?guide=guide01&verdict=drift")
		require.NoError(t, r.Wait(r.ctx, "the filtered cases", `document.querySelector('#count').textContent.startsWith('25 of')`))
	})
	t.Run("light and dark", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, small(""), inputs("")), "/report.html")
		choose := func(name string) string {
			return sees[string](r, `(() => { const e = document.getElementById('theme'); e.value = '`+name+`'; e.dispatchEvent(new Event('change')); return getComputedStyle(document.body).backgroundColor })()`)
		}
		assert.Equal(t, "rgb(253, 253, 252)", choose("light"))
		assert.Equal(t, "rgb(20, 23, 26)", choose("dark"))
		require.NoError(t, r.Reload(r.ctx))
		assert.Equal(t, "dark", sees[string](r, `document.documentElement.dataset.theme`), "it is remembered")
	})
	t.Run("a phone", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, small(longWords()), inputs(longWords())), "/phone")
		inner := `document.querySelector('iframe').contentDocument`
		r.opensAll(inner)
		assert.Equal(t, 375, sees[int](r, `document.querySelector('iframe').contentWindow.innerWidth`))
		assert.LessOrEqual(t, sees[int](r, inner+`.documentElement.scrollWidth`), 375)
	})
	t.Run("ten thousand cases", func(t *testing.T) {
		t.Parallel()
		r := open(t, engine, written(t, specimen.Document(10000, 100, specimen.Plain()), page.Inputs{}), "/report.html")
		assert.Contains(t, sees[string](r, `document.querySelector('#count').textContent`), "10,000 of 10,000")
		assert.Less(t, sees[int](r, `document.querySelectorAll('.case').length`), 500, "they are drawn when they are asked for")
		require.NoError(t, r.Click(r.ctx, browser.Locator{CSS: ".more", Text: "Show 100 more of 9,900"}))
		require.NoError(t, r.Wait(r.ctx, "the next cases, and the first of them at hand",
			`document.querySelectorAll('.case').length === 200 && document.activeElement === document.querySelectorAll('.case summary')[100]`))
		assert.Empty(t, r.hears())
	})
}

func longWords() string {
	return "https://id.example/a/very/long/address/without/any/place/to/break/it/at/all/whatever/happens?client_id=0123456789abcdef0123456789abcdef"
}

// Accessibility as axe-core sees it, which is not of this project: GONOGO_AXE is the
// path of its axe.min.js.
func TestAccessibility(t *testing.T) {
	file := os.Getenv("GONOGO_AXE")
	if file == "" {
		t.Skip("GONOGO_AXE does not name axe-core's axe.min.js (npm pack axe-core)")
	}
	axe, err := os.ReadFile(file)
	require.NoError(t, err)
	engine := launch(t)
	for name, d := range map[string]*report.Document{"small": small(""), "specimen": specimen.Document(1000, 10, specimen.Plain())} {
		for _, theme := range []string{"light", "dark"} {
			t.Run(name+"/"+theme, func(t *testing.T) {
				r := open(t, engine, written(t, d, inputs("")), "/report.html")
				r.opensAll(`document`)
				require.NoError(t, r.Eval(r.ctx, `document.documentElement.dataset.theme = '`+theme+`'`, nil))
				require.NoError(t, r.Eval(r.ctx, string(axe)+"; 0", nil))
				assert.Empty(t, sees[[]string](r, `axe.run(document).then((found) => found.violations.map((v) => v.id + ': ' + v.nodes[0].html))`))
			})
		}
	}
}
