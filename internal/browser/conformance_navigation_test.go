package browser_test

import (
	"bytes"
	"image/png"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func navigationCases() []conformanceCase {
	return []conformanceCase{
		{"goes to a page and waits until it is loaded", gotoLoads},
		{"refuses an address that nobody serves", gotoNowhere},
		{"goes back, by address and within a document", back},
		{"goes back to a page that the cache has kept", backFromOtherSite},
		{"reloads", reload},
		{"answers dialogs and leaves pages that ask", dialogs},
		{"draws the page as PNG", screenshot},
		{"closes a page", closePage},
	}
}

func gotoLoads(t *testing.T, e browser.Engine) {
	url, mux := site(t, pages{"/": `<title>Front</title><img src="/slow.svg"><h1>Good <b>day</b></h1>`})
	mux.HandleFunc("/slow.svg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>`))
	})
	_, p := visit(t, e, url+"/#part")
	title, err := p.Title(patient(t))
	require.NoError(t, err)
	assert.Equal(t, "Front", title)
	assert.Equal(t, "complete", evalString(t, p, "document.readyState"))
	address, err := p.URL(patient(t))
	require.NoError(t, err)
	assert.Equal(t, url+"/#part", address)
	source, err := p.HTML(patient(t))
	require.NoError(t, err)
	assert.Contains(t, source, "<b>day</b>")
	assert.Equal(t, "en-US", evalString(t, p, "navigator.language"))
}

func gotoNowhere(t *testing.T, e browser.Engine) {
	_, p := openSession(t, e, browser.SessionOptions{})
	err := p.Goto(patient(t), "http://rocket.company.example/")
	assert.EqualError(t, err, "going to http://rocket.company.example/: net::ERR_NAME_NOT_RESOLVED")
}

func back(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/one": "<title>one</title>", "/two": "<title>two</title>"})
	_, p := visit(t, e, url+"/one")
	require.NoError(t, p.Goto(patient(t), url+"/two"))
	require.NoError(t, p.Eval(patient(t), "history.pushState(null, '', '/three')", nil))
	for _, want := range []string{"/two", "/one"} {
		require.NoError(t, p.Back(patient(t)))
		address, err := p.URL(patient(t))
		require.NoError(t, err)
		assert.Equal(t, url+want, address)
	}
	assert.Equal(t, "one", evalString(t, p, "document.title"))
	require.NoError(t, p.Back(patient(t)), "the empty tab")
	assert.ErrorContains(t, p.Back(patient(t)), "there is no earlier page")
}

func backFromOtherSite(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/one": "<title>one</title>", "/two": "<title>two</title>"})
	_, p := visit(t, e, url+"/one")
	require.NoError(t, p.Goto(patient(t), elsewhere(url)+"/two"))
	require.NoError(t, p.Back(patient(t)))
	assert.Equal(t, "one", evalString(t, p, "document.title"))
}

func reload(t *testing.T, e browser.Engine) {
	url, mux := site(t, nil)
	visits := make(chan struct{}, 10)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			visits <- struct{}{}
		}
		html(w, "<title>again</title>")
	})
	_, p := visit(t, e, url+"/")
	require.NoError(t, p.Eval(patient(t), "void (window.mark = true)", nil))
	require.NoError(t, p.Reload(patient(t)))
	assert.Equal(t, "undefined", evalString(t, p, "typeof window.mark"))
	assert.Len(t, visits, 2)
}

func dialogs(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<button onclick="alert('careful'); document.title = 'dismissed'">Ask</button>
		<script>addEventListener('beforeunload', (e) => e.preventDefault())</script>`, "/next": "<title>next</title>"})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Click(patient(t), css("button")))
	require.NoError(t, p.Wait(patient(t), "the dialog's end", "document.title === 'dismissed'"))
	require.NoError(t, p.Goto(patient(t), url+"/next"))
	assert.Equal(t, "next", evalString(t, p, "document.title"))
	var said []string
	for _, m := range s.Trace().Messages() {
		said = append(said, m.Level+" "+m.Text)
	}
	assert.Contains(t, said, "dialog alert: careful")
	assert.Contains(t, said, "dialog beforeunload: ")
}

func screenshot(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": `<body style="margin:0;background:#c00">`})
	_, p := visit(t, e, url+"/")
	shot, err := p.Screenshot(patient(t))
	require.NoError(t, err)
	picture, err := png.Decode(bytes.NewReader(shot))
	require.NoError(t, err)
	assert.Greater(t, picture.Bounds().Dx(), 1000)
	r, g, b, _ := picture.At(10, 10).RGBA()
	assert.Equal(t, []uint32{0xcccc, 0, 0}, []uint32{r, g, b})
}

func closePage(t *testing.T, e browser.Engine) {
	url, _ := site(t, pages{"/": "<title>short</title>"})
	s, p := visit(t, e, url+"/")
	require.NoError(t, p.Close(patient(t)))
	<-p.Closed()
	assert.Empty(t, s.Pages())
	require.NoError(t, p.Close(patient(t)), "closing again changes nothing")
	assert.ErrorContains(t, p.Goto(patient(t), url+"/"), "the window is closed")
	assert.ErrorContains(t, p.Wait(patient(t), "anything", "true"), "the window is closed")
}
