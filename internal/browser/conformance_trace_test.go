package browser_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func traceCases() []conformanceCase {
	return []conformanceCase{
		{"records redirects as hops of their own", traceRedirects},
		{"records requests with their bodies", traceBodies},
		{"records a request that fails", traceFailure},
		{"records console messages and exceptions", traceMessages},
		{"records a POST that form-action cancels", traceFormAction},
		{"records the requests of a frame from another site", traceFrame},
	}
}

func traceRedirects(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/end": "<title>end</title>"})
	mux.HandleFunc("/start", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "state", Value: "1", Path: "/"})
		http.Redirect(w, r, "/middle?code=1", http.StatusFound)
	})
	mux.HandleFunc("/middle", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere(url)+"/end", http.StatusSeeOther)
	})
	s, _ := visit(t, e, url+"/start")
	_, err := s.Trace().Wait(patient(t), 0, "the end", func(x browser.Exchange) bool { return x.URL == elsewhere(url)+"/end" })
	require.NoError(t, err)
	hops := s.Trace().Exchanges()[:3]
	assert.Equal(t, []int{302, 303, 200}, []int{hops[0].Status, hops[1].Status, hops[2].Status})
	assert.Equal(t, "/middle?code=1", hops[0].ResponseHeaders["Location"])
	assert.Equal(t, elsewhere(url)+"/end", hops[1].ResponseHeaders["Location"])
	assert.Contains(t, hops[0].ResponseHeaders["Set-Cookie"], "state=1")
	assert.Equal(t, "state=1", hops[1].RequestHeaders["Cookie"])
	assert.Equal(t, "navigate", hops[0].RequestHeaders["Sec-Fetch-Mode"])
	assert.Equal(t, "Document", hops[2].Type)
	assert.Equal(t, "text/html", hops[2].MimeType)
	assert.Equal(t, strings.TrimPrefix(url, "http://"), hops[0].RemoteAddr)
	assert.Positive(t, hops[0].Duration)
}

func traceBodies(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": `<form action="/form" method="post"><input name="user" value="ada"><button>Go</button></form>`})
	mux.HandleFunc("/form", func(w http.ResponseWriter, _ *http.Request) {
		html(w, `<script>fetch('/api', {method: 'POST', body: '{"q":1}'}).then((r) => r.json())
			.then(() => fetch('/unread')).then(() => location = '/next')</script>`)
	})
	mux.HandleFunc("/next", func(w http.ResponseWriter, _ *http.Request) { html(w, "<title>next</title>") })
	mux.HandleFunc("/unread", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/api", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.Copy(w, r.Body)
	})
	s, p := visit(t, e, url+"/")
	mark := s.Trace().Mark()
	require.NoError(t, p.Click(patient(t), css("button")))
	require.NoError(t, p.Wait(patient(t), "the next page", "document.title === 'next'"))
	form, err := s.Trace().Wait(patient(t), mark, "the form", func(x browser.Exchange) bool { return x.URL == url+"/form" })
	require.NoError(t, err)
	assert.Equal(t, "POST", form.Method)
	assert.Equal(t, "user=ada", form.RequestBody)
	assert.Contains(t, form.ResponseBody, "location = '/next'")
	api, err := s.Trace().Wait(patient(t), mark, "the call", func(x browser.Exchange) bool { return x.URL == url+"/api" })
	require.NoError(t, err)
	assert.Equal(t, "Fetch", api.Type)
	assert.Equal(t, `{"q":1}`, api.RequestBody)
	assert.Equal(t, `{"q":1}`, api.ResponseBody)
	unread, err := s.Trace().Wait(patient(t), mark, "the other call", func(x browser.Exchange) bool { return x.URL == url+"/unread" })
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, unread.Status)
}

func traceFailure(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": `<script>fetch('/cut').catch(() => document.title = 'failed'); fetch('/missing')</script>`})
	mux.HandleFunc("/cut", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/missing", http.NotFound)
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Wait(patient(t), "the failure", "document.title === 'failed'"))
	cut, err := s.Trace().Wait(patient(t), 0, "the failure", func(x browser.Exchange) bool { return x.URL == url+"/cut" })
	require.NoError(t, err)
	assert.Equal(t, "net::ERR_EMPTY_RESPONSE", cut.Error)
	assert.Zero(t, cut.Status)
	missing, err := s.Trace().Wait(patient(t), 0, "the answer", func(x browser.Exchange) bool { return x.URL == url+"/missing" })
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, missing.Status)
	assert.Empty(t, missing.Error)
}

func traceMessages(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<script>console.warn('careful', 7, {a: 1}); setTimeout(() => { document.title = 'thrown'; nowhere() })</script>`})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Wait(patient(t), "the exception", "document.title === 'thrown'"))
	s.Trace().RecordPageError(p.ID(), "noted by hand")
	_, err := s.Trace().WaitMessage(patient(t), "the exception", func(m browser.Message) bool { return m.Level == "exception" })
	require.NoError(t, err)
	var said []string
	for _, m := range s.Trace().Messages() {
		said = append(said, m.Level+" "+strings.SplitN(m.Text, "\n", 2)[0])
	}
	assert.Contains(t, said, "warning careful 7 Object")
	assert.Contains(t, said, "exception Uncaught ReferenceError: nowhere is not defined")
	assert.Contains(t, said, "error noted by hand")
}

func traceFormAction(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/end": ""})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "form-action 'self'")
		html(w, `<form action="/hand-over" method="post"><button>Go</button></form>`)
	})
	mux.HandleFunc("/hand-over", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere(url)+"/end", http.StatusSeeOther)
	})
	s, p := visit(t, e, url+"/")
	mark := s.Trace().Mark()
	require.NoError(t, p.Click(patient(t), css("button")))
	_, err := s.Trace().Wait(patient(t), mark, "the cancelled hop", func(x browser.Exchange) bool { return x.Error != "" })
	require.NoError(t, err)
	_, err = s.Trace().WaitMessage(patient(t), "the policy's message", func(m browser.Message) bool {
		return strings.Contains(m.Text, "form-action")
	})
	require.NoError(t, err)
	address, err := p.URL(patient(t))
	require.NoError(t, err)
	assert.Equal(t, url+"/", address)
}

func traceFrame(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/frame": `<script>fetch('/inner').then(() => console.log('framed'))</script>`, "/inner": "x"})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		html(w, `<iframe src="`+elsewhere(url)+`/frame"></iframe>`)
	})
	s, p := visit(t, e, url+"/")
	x, err := s.Trace().Wait(patient(t), 0, "the frame's call", func(x browser.Exchange) bool { return x.URL == elsewhere(url)+"/inner" })
	require.NoError(t, err)
	assert.Equal(t, p.ID(), x.Page)
}
