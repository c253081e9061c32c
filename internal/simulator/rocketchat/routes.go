package rocketchat

import (
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/web"
)

// routes sends each request to the part that answers it. Paths are those below
// the prefix of ROOT_URL; pages get the whole path. Another path in Site_Url moves
// nothing (settingsOnLoadSiteUrl in the public repository sets no prefix).
func (s *Server) routes() http.Handler {
	pages := web.New(web.Options{Release: s.options.Release, Seeded: s.options.Seeded, RootURL: func() string { return s.options.RootURL }})
	mux := http.NewServeMux()
	mux.Handle("/api/", newAPI(s))
	mux.Handle("/_oauth/", s.oauth.Handler())
	mux.Handle("/avatar/", s.avatars)
	s.health(mux)
	prefix := pathOf(s.options.RootURL)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner, below := withoutPrefix(r, prefix)
		if below {
			if handler, pattern := mux.Handler(inner); pattern != "" {
				handler.ServeHTTP(w, inner)
				return
			}
		}
		pages.ServeHTTP(w, r)
	})
}

// health adds the paths that tell monitors about the server (§2.1, §10.3).
func (s *Server) health(mux *http.ServeMux) {
	if s.options.Release.Has(release.Health) {
		mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write([]byte("ok")) // the client may be gone
		})
	}
	if s.options.Release.Has(release.Livez) {
		alive := func(w http.ResponseWriter, _ *http.Request) {
			// The list of checks differs by version and is not known (§13).
			writeJSON(w, http.StatusOK, map[string]any{"status": "ok", "checks": map[string]any{}})
		}
		mux.HandleFunc("/livez", alive)
		mux.HandleFunc("/readyz", alive)
	}
}

// pathOf is the path of an address without trailing slash.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// withoutPrefix cuts the prefix of the root URL off the path; false if the path
// is not below it.
func withoutPrefix(r *http.Request, prefix string) (*http.Request, bool) {
	if prefix == "" {
		return r, true
	}
	path, below := strings.CutPrefix(r.URL.Path, prefix)
	if !below || (path != "" && path[0] != '/') {
		return r, false
	}
	inner := r.Clone(r.Context())
	inner.URL.Path = path
	inner.URL.RawPath = strings.TrimPrefix(r.URL.RawPath, prefix)
	return inner, true
}
