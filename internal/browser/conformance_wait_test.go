package browser_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func waitCases() []conformanceCase {
	return []conformanceCase{
		{"waits across navigations", waitAcross},
		{"waits for storage, which no event announces", waitStorage},
		{"says what was awaited and what the page showed", waitText},
		{"gives up on a script that cannot be parsed", waitSyntax},
		{"waits end with their context", waitCancel},
		{"waits end with the page that is gone", waitCrash},
		{"evaluates promises and reports what is thrown", evaluate},
	}
}

// shortly is for waits that must fail: long enough for a page on a busy machine
// to say once what is in the way.
func shortly(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func waitAcross(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": `<script>setTimeout(() => location = '/two', 50)</script>`,
		"/two": `<script>setTimeout(() => location = '` + "/away" + `', 50)</script>`, "/three": `<title>three</title>`})
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere(url)+"/three", http.StatusFound)
	})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Wait(patient(t), "the third page", "document.title === 'three'"))
}

func waitStorage(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<script>setTimeout(() => localStorage.setItem('Meteor.loginToken', 'x'), 80)</script>`})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Wait(patient(t), "a token", "localStorage.getItem('Meteor.loginToken')"))
	require.NoError(t, p.Wait(patient(t), "a promise", "Promise.resolve(true)"))
}

func waitText(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<title>Front</title><script>setTimeout(() => { throw new Error('out of order') })</script>`})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Wait(patient(t), "the script", "document.readyState === 'complete'"))
	err := p.Wait(shortly(t), "the user menu", "document.querySelector('#menu').offsetWidth")
	assert.EqualError(t, err, "waiting for the user menu on page-1 at "+url+`/ ("Front"), which threw Uncaught Error: out of order: `+
		"TypeError: Cannot read properties of null (reading 'offsetWidth'): context deadline exceeded")
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}

func waitSyntax(t *testing.T, e browser.Engine) {
	_, p := openSession(t, e, browser.SessionOptions{})
	assert.ErrorContains(t, p.Wait(patient(t), "nonsense", "1 +"), "SyntaxError")
}

func waitCancel(t *testing.T, e browser.Engine) {
	s, p := openSession(t, e, browser.SessionOptions{})
	stopped := errors.New("the scenario is over")
	for name, wait := range map[string]func(context.Context) error{
		"Wait":      func(ctx context.Context) error { return p.Wait(ctx, "x", "false") },
		"Eval":      func(ctx context.Context) error { return p.Eval(ctx, "new Promise(() => {})", nil) },
		"WaitPopup": func(ctx context.Context) error { _, err := s.WaitPopup(ctx, p); return err },
		"Trace": func(ctx context.Context) error {
			_, err := s.Trace().Wait(ctx, 0, "x", func(browser.Exchange) bool { return false })
			return err
		},
	} {
		ctx, cancel := context.WithCancelCause(t.Context())
		result := make(chan error, 1)
		go func() { result <- wait(ctx) }()
		cancel(stopped)
		assert.ErrorIs(t, <-result, stopped, name)
	}
}

func waitCrash(t *testing.T, e browser.Engine) {
	s, p := openSession(t, e, browser.SessionOptions{})
	require.Error(t, p.Goto(patient(t), "chrome://crash/"))
	assert.ErrorContains(t, p.Wait(patient(t), "anything", "false"), "the page has crashed")
	_, err := s.NewPage(patient(t))
	require.NoError(t, err, "the session goes on")
}

func evaluate(t *testing.T, e browser.Engine) {
	_, p := openSession(t, e, browser.SessionOptions{})
	var got struct{ A []int }
	require.NoError(t, p.Eval(patient(t), "Promise.resolve({a: [1, 2]})", &got))
	assert.Equal(t, []int{1, 2}, got.A)
	assert.ErrorContains(t, p.Eval(patient(t), "(() => { throw new TypeError('no') })()", nil), "TypeError: no")
	var n int
	assert.ErrorContains(t, p.Eval(patient(t), "'text'", &n), "decoding what the page returned")
}
