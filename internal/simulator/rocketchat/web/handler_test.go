package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/web"
)

// handler serves the pages of a release for a workspace at rootURL.
func handler(t *testing.T, version, rootURL string) http.Handler {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	return web.New(web.Options{Release: r, RootURL: func() string { return rootURL }})
}

func request(t *testing.T, h http.Handler, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return rec
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, root, method, path string
		status                   int
		kind                     string
	}{
		{"root", "https://rocket.company", http.MethodGet, "/", 200, "text/html; charset=utf-8"},
		{"any page", "https://rocket.company/", http.MethodGet, "/channel/general", 200, "text/html; charset=utf-8"},
		{"below the prefix", "https://acme.eu/chat/", http.MethodGet, "/chat/home", 200, "text/html; charset=utf-8"},
		{"the prefix itself", "https://acme.eu/chat", http.MethodGet, "/chat", 200, "text/html; charset=utf-8"},
		{"outside of the prefix", "https://acme.eu/chat", http.MethodGet, "/home", 404, "text/plain; charset=utf-8"},
		{"beside the prefix", "https://acme.eu/chat", http.MethodGet, "/chatty", 404, "text/plain; charset=utf-8"},
		{"end of popup", "https://rocket.company", http.MethodGet, "/packages/oauth/end_of_popup_response.js", 200, "text/javascript; charset=utf-8"},
		{"end of redirect", "https://acme.eu/chat", http.MethodGet, "/chat/packages/oauth/end_of_redirect_response.js", 200, "text/javascript; charset=utf-8"},
		{"other method", "https://rocket.company", http.MethodPost, "/home", 405, "text/plain; charset=utf-8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rec := request(t, handler(t, "7.1.0", test.root), test.method, test.path)
			assert.Equal(t, test.status, rec.Code)
			assert.Equal(t, test.kind, rec.Header().Get("Content-Type"))
		})
	}
}

func TestDocumentNamesOneScriptAndOneStyle(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "8.9.0"} {
		h := handler(t, version, "https://acme.eu/chat")
		page := request(t, h, http.MethodGet, "/chat/home").Body.String()
		files := regexp.MustCompile(`(?:src|href)="(/chat[^"]+)"`).FindAllStringSubmatch(page, -1)
		require.Len(t, files, 2, version)
		for _, file := range files {
			rec := request(t, h, http.MethodGet, file[1])
			assert.Equal(t, http.StatusOK, rec.Code)
			assert.Contains(t, rec.Header().Get("Cache-Control"), "immutable")
			assert.NotEmpty(t, rec.Body.String())
		}
	}
}
