package front

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"gonogo/internal/simulator/seeded"
)

// Plant gives the network bugs. Call it before Start.
func (n *Network) Plant(bugs seeded.Set) {
	if len(bugs.Names()) > 0 {
		n.flaws = &flaws{bugs: bugs, kept: map[string]*kept{}}
	}
}

// flaws are planted bugs and what they remember. Nil flaws do nothing.
type flaws struct {
	bugs seeded.Set

	mu    sync.Mutex
	first string           // name of the first certificate that was asked for
	kept  map[string]*kept // answers by address
}

// presents is the name whose certificate answers a handshake for a host.
func (f *flaws) presents(host string) string {
	if f == nil || !f.bugs.Has(seeded.FrontOtherCertificate) {
		return host
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first == "" {
		f.first = host
	}
	return f.first
}

// before is h behind the bugs.
func (f *flaws) before(h http.Handler) http.Handler {
	if f == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f.bugs.Has(seeded.FrontAddsSlash) && regexp.MustCompile(`/_oauth/[^/]+$`).MatchString(r.URL.Path) {
			http.Redirect(w, r, r.URL.Path+"/?"+r.URL.RawQuery, http.StatusMovedPermanently)
			return
		}
		f.changeRequest(r)
		if f.keeps(r) {
			f.answerFromMemory(h, w, r)
			return
		}
		h.ServeHTTP(&flawedWriter{ResponseWriter: w, flaws: f, host: r.Host}, r)
	})
}

func (f *flaws) changeRequest(r *http.Request) {
	if f.bugs.Has(seeded.FrontDropsQuery) && strings.Contains(r.URL.Path, "/_oauth/") {
		r.URL.RawQuery = ""
	}
	if f.bugs.Has(seeded.FrontDropsAuthorization) {
		r.Header.Del("Authorization")
	}
	if f.bugs.Has(seeded.FrontMergesSlashes) {
		r.URL.Path, r.URL.RawPath = regexp.MustCompile(`/{2,}`).ReplaceAllString(r.URL.Path, "/"), ""
	}
}

// keeps tells whether an answer is kept that must not be.
func (f *flaws) keeps(r *http.Request) bool {
	stranger := r.Header.Get("X-Auth-Token") == ""
	return f.bugs.Has(seeded.FrontCachesServices) && stranger && strings.HasSuffix(r.URL.Path, "/settings.oauth") ||
		f.bugs.Has(seeded.FrontCachesCallback) && strings.Contains(r.URL.Path, "/_oauth/")
}

func (f *flaws) answerFromMemory(h http.Handler, w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	answer := f.kept[r.Host+r.URL.Path]
	if answer == nil {
		answer = &kept{header: http.Header{}, status: http.StatusOK}
		h.ServeHTTP(answer, r)
		f.kept[r.Host+r.URL.Path] = answer
	}
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body.Bytes()) // the client may be gone
}

// kept is an answer in memory.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header satisfies http.ResponseWriter.
func (k *kept) Header() http.Header { return k.header }

// WriteHeader satisfies http.ResponseWriter.
func (k *kept) WriteHeader(status int) { k.status = status }

// Write satisfies http.ResponseWriter.
func (k *kept) Write(p []byte) (int, error) { return k.body.Write(p) }

// flawedWriter changes an answer's headers on their way.
type flawedWriter struct {
	http.ResponseWriter
	flaws *flaws
	host  string
}

// WriteHeader satisfies http.ResponseWriter.
func (w *flawedWriter) WriteHeader(status int) {
	if location := w.Header().Get("Location"); location != "" {
		if w.flaws.bugs.Has(seeded.FrontDropsCookies) {
			w.Header().Del("Set-Cookie")
		}
		if to, err := url.Parse(location); err == nil && to.Host != "" && w.flaws.bugs.Has(seeded.FrontKeepsRedirects) {
			to.Host = w.host
			w.Header().Set("Location", to.String())
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap serves [http.ResponseController].
func (w *flawedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
