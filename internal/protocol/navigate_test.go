package protocol

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedirectsWithoutEndAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.redirects("id.test/a", http.StatusFound, "/b?code=geheim")
	w.redirects("id.test/b", http.StatusSeeOther, "/a?code=geheim")
	a := w.agent(t, "clavex", "8.9.0")
	err := a.visit(t.Context(), a.tab, address(t, idURL+"/a"))
	require.EqualError(t, err, "id.test redirects without end: more than 20 times in a row, the last time to https://id.test/b")
	assert.Len(t, a.Since(0), 21, "every hop is on record")
}

// Fetch standard, HTTP-redirect fetch.
func TestRedirectsKeepOrDropTheForm(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		http.StatusMovedPermanently: "GET ", http.StatusFound: "GET ", http.StatusSeeOther: "GET ",
		http.StatusTemporaryRedirect: "POST x=1", http.StatusPermanentRedirect: "POST x=1",
	} {
		w := newWorld()
		w.redirects("id.test/form", status, "https://other.test")
		w.shows("other.test/", "<p>there</p>")
		a := w.agent(t, "clavex", "8.9.0")
		page := address(t, idURL+"/")
		require.NoError(t, a.navigate(t.Context(), a.tab, navigation{
			method: http.MethodPost, url: address(t, idURL+"/form"), body: "x=1", contentType: formEncoding, form: formAction{page: page},
		}))
		got := w.last(t, "other.test/")
		assert.Equal(t, want, got.Method+" "+got.PostForm.Encode(), status)
		assert.Equal(t, "https://other.test/", a.Address())
	}
}

func TestBadRedirectsAreSentences(t *testing.T) {
	t.Parallel()
	for _, location := range []string{"javascript:alert(1)", "data:text/html,x", "mailto:a@b", "http://", "https://%zz/?code=geheim", "gonogo://app"} {
		w := newWorld()
		w.redirects("id.test/a", http.StatusFound, location)
		a := w.agent(t, "clavex", "8.9.0")
		err := a.visit(t.Context(), a.tab, address(t, idURL+"/a?state=geheim"))
		require.EqualError(t, err, "https://id.test/a redirects to what is no address of the web", location)
	}
}

func TestRedirectWithoutLocationIsADocument(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.pages["id.test/a"] = func(answer http.ResponseWriter, _ *http.Request) { answer.WriteHeader(http.StatusFound) }
	a := w.agent(t, "clavex", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, idURL+"/a")))
	assert.Equal(t, http.StatusFound, a.tab.status)
}

// Errors name the place, and no query: codes and states travel there.
func TestUnansweredRequestsKeepSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld()
	a := w.agent(t, "clavex", "8.9.0")
	err := a.visit(t.Context(), a.tab, address(t, idURL+"/gone?code=geheim#geheim"))
	require.EqualError(t, err, "GET https://id.test/gone: nothing is at id.test/gone")
	assert.Equal(t, "nothing is at id.test/gone", a.Since(0)[0].Error)
}

// Cookies go where their domain, path and scheme allow, and nowhere else; a
// public suffix is no domain; another agent has none of them.
func TestCookiesAreScoped(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.shows("id.acme.co.uk/set", "<p>set</p>")
	set := w.pages["id.acme.co.uk/set"]
	w.pages["id.acme.co.uk/set"] = func(answer http.ResponseWriter, r *http.Request) {
		for _, cookie := range []string{
			"host=1", "wide=1; Domain=acme.co.uk", "suffix=1; Domain=co.uk", "foreign=1; Domain=id.test",
			"secure=1; Secure", "deep=1; Path=/deep", "gone=1; Max-Age=0",
		} {
			answer.Header().Add("Set-Cookie", cookie)
		}
		set(answer, r)
	}
	for _, at := range []string{"id.acme.co.uk/", "id.acme.co.uk/deep/er", "chat.acme.co.uk/", "evil.co.uk/", "id.test/"} {
		w.shows(at, "<p>look</p>")
	}
	a := w.agent(t, "clavex", "8.9.0")
	require.NoError(t, a.visit(t.Context(), a.tab, address(t, "https://id.acme.co.uk/set")))
	for at, want := range map[string][]string{
		"https://id.acme.co.uk/":        {"host", "secure", "wide"},
		"https://id.acme.co.uk/deep/er": {"deep", "host", "secure", "wide"},
		"http://id.acme.co.uk/":         {"host", "wide"},
		"https://chat.acme.co.uk/":      {"wide"},
		"https://evil.co.uk/":           nil,
		"https://id.test/":              nil,
	} {
		require.NoError(t, a.visit(t.Context(), a.tab, address(t, at)))
		var got []string
		u := address(t, at)
		for _, cookie := range w.last(t, u.Host+u.Path).Cookies() {
			got = append(got, cookie.Name)
		}
		assert.ElementsMatch(t, want, got, at)
	}
	other := w.agent(t, "clavex", "8.9.0")
	require.NoError(t, other.visit(t.Context(), other.tab, address(t, "https://id.acme.co.uk/")))
	assert.Empty(t, w.last(t, "id.acme.co.uk/").Cookies())
}
