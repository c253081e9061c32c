package browser_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func popupCases() []conformanceCase {
	return []conformanceCase{
		{"follows a popup from its first request on", popupFollowed},
		{"knows a popup that has closed itself", popupClosesItself},
		{"closes a popup as the person does", popupClosedByPerson},
		{"keeps the popups of two openers apart", popupsOfOpeners},
		{"blocks popups", popupBlocked},
		{"keeps a popup that Cross-Origin-Opener-Policy has severed", popupSevered},
		{"knows a tab without opener", popupNoOpener},
	}
}

const opening = `<title>opener</title><button onclick="window.popup = window.open('/popup', 'login', 'width=650,height=650')">Open</button>`

func popupFollowed(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": opening, "/popup": `<title>popup</title>
		<script>console.info('first words'); opener.document.title = 'greeted'; fetch('/data')</script><a href="#">x</a>`, "/data": "1"})
	s, p := visit(t, e, url+"/")
	mark := s.Trace().Mark()
	require.NoError(t, p.Click(patient(t), css("button")))
	popup, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	require.NoError(t, popup.Wait(patient(t), "the popup", "document.title === 'popup'"))
	require.NoError(t, p.Wait(patient(t), "the greeting", "document.title === 'greeted'"))
	require.NoError(t, popup.Click(patient(t), css("a")))
	assert.Len(t, s.Pages(), 2)
	for _, path := range []string{"/popup", "/data"} {
		x, err := s.Trace().Wait(patient(t), mark, path, func(x browser.Exchange) bool { return x.URL == url+path })
		require.NoError(t, err)
		assert.Equal(t, popup.ID(), x.Page)
		assert.Equal(t, http.StatusOK, x.Status)
	}
	assert.Equal(t, "first words", s.Trace().Messages()[0].Text)
	shot, err := popup.Screenshot(patient(t))
	require.NoError(t, err)
	assert.NotEmpty(t, shot)
	_, err = p.Screenshot(patient(t))
	require.NoError(t, err)
}

func popupClosesItself(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": opening, "/popup": `<script>opener.document.title = 'done'; window.close()</script>`})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	require.NoError(t, p.Wait(patient(t), "the popup's word", "document.title === 'done' && popup.closed"))
	popup, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	<-popup.Closed()
	_, err = s.Trace().Wait(patient(t), 0, "its page", func(x browser.Exchange) bool { return x.URL == url+"/popup" && x.Status == 200 })
	require.NoError(t, err)
	require.NoError(t, p.Click(patient(t), css("button")))
	second, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	assert.NotEqual(t, popup.ID(), second.ID())
}

func popupClosedByPerson(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": opening, "/popup": "<title>popup</title>"})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	popup, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	require.NoError(t, popup.Close(patient(t)))
	require.NoError(t, p.Wait(patient(t), "the popup's end", "window.popup.closed"))
	assert.Len(t, s.Pages(), 1)
}

func popupsOfOpeners(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": opening, "/popup": "<title>popup</title>"})
	s, p := visit(t, e, url+"/")
	q, err := s.NewPage(patient(t))
	require.NoError(t, err)
	require.NoError(t, q.Goto(patient(t), url+"/"))
	require.NoError(t, q.Click(patient(t), css("button")))
	ofQ, err := s.WaitPopup(patient(t), q)
	require.NoError(t, err)
	_, err = s.WaitPopup(shortly(t), p)
	assert.ErrorContains(t, err, "waiting for a popup on page-1 at "+url)
	require.NoError(t, p.Click(patient(t), css("button")))
	ofP, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	assert.NotEqual(t, ofQ.ID(), ofP.ID())
}

func popupBlocked(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": opening, "/popup": ""})
	s, p := openSession(t, e, browser.SessionOptions{BlockPopups: true})
	require.NoError(t, p.Goto(patient(t), url+"/"))
	require.NoError(t, p.Click(patient(t), css("button")))
	require.NoError(t, p.Wait(patient(t), "the refusal", "window.popup === null"))
	assert.Len(t, s.Pages(), 1)
}

func popupSevered(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": opening, "/back": `<title>back</title><script>console.log('opener ' + window.opener)</script>`})
	mux.HandleFunc("/popup", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere(url)+"/login", http.StatusFound)
	})
	mux.HandleFunc("/login", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		html(w, `<title>login</title><a href="`+url+`/back">on</a><script>fetch('/seen')</script>`)
	})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	popup, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	require.NoError(t, popup.Wait(patient(t), "the login page", "document.title === 'login'"))
	// COOP counts on trustworthy origins, and localhost is one.
	require.NoError(t, p.Wait(patient(t), "the severed opener", "window.popup.closed"))
	require.NoError(t, popup.Click(patient(t), css("a")))
	require.NoError(t, popup.Wait(patient(t), "the way back", "document.title === 'back' && window.opener === null"))
	var urls []string
	for _, x := range s.Trace().Exchanges() {
		if x.Page == popup.ID() {
			urls = append(urls, x.URL)
		}
	}
	assert.Subset(t, urls, []string{url + "/popup", elsewhere(url) + "/login", elsewhere(url) + "/seen", url + "/back"})
	assert.Len(t, s.Pages(), 2)
}

func popupNoOpener(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<a href="/popup" target="_blank">Open</a>`, "/popup": "<title>popup</title>"})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("a")))
	popup, err := s.WaitPopup(patient(t), p)
	require.NoError(t, err)
	require.NoError(t, popup.Wait(patient(t), "the tab", "document.title === 'popup' && opener === null"))
	require.NoError(t, p.Click(patient(t), css("a")), "the covered tab still takes clicks")
	_, err = s.WaitPopup(patient(t), p)
	require.NoError(t, err)
}
