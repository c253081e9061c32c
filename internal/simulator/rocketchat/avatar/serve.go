package avatar

import (
	"net/http"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// lettersModified is the Last-Modified of every generated picture (§6.3).
const lettersModified = "Thu, 01 Jan 2015 00:00:00 GMT"

// Limits and default of the query parameter size, in pixels.
const (
	smallest    = 16
	largest     = 1024
	defaultSize = 200
)

// serveStored answers with the stored picture; false when there is none.
func (s *Service) serveStored(w http.ResponseWriter, r *http.Request, filter bson.M) bool {
	d, found, err := s.find(r.Context(), filter)
	if err != nil {
		fail(w, r, err)
		return true
	}
	if !found {
		return false
	}
	modified := d.UploadedAt.UTC().Format(http.TimeFormat)
	w.Header().Set("Last-Modified", modified)
	w.Header().Set("Content-Security-Policy", "default-src 'none'")
	if r.Header.Get("If-Modified-Since") == modified {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	data, err := s.read(r.Context(), d)
	if err != nil {
		fail(w, r, err)
		return true
	}
	write(w, r, d.Type, data)
	return true
}

// serveLetters answers with the initial of name, as SVG or in the format that
// the query asks for.
func serveLetters(w http.ResponseWriter, r *http.Request, name string) {
	w.Header().Set("Last-Modified", lettersModified)
	if r.Header.Get("If-Modified-Since") == lettersModified {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	size := letterSize(r)
	format := r.URL.Query().Get("format")
	if !slices.Contains([]string{"png", "jpg", "jpeg"}, format) {
		write(w, r, "image/svg+xml", letterSVG(name, size))
		return
	}
	data, err := letterImage(name, size, format)
	if err != nil {
		fail(w, r, err)
		return
	}
	write(w, r, "image/"+format, data)
}

func letterSize(r *http.Request) int {
	size, err := strconv.Atoi(r.URL.Query().Get("size"))
	if err != nil {
		return defaultSize
	}
	return min(max(size, smallest), largest)
}

func write(w http.ResponseWriter, r *http.Request, contentType string, data []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the client may be gone
	}
}

// mayLook reports whether the request may see stored pictures. Query and
// cookies count, the header X-Auth-Token does not (§6.3).
func (s *Service) mayLook(r *http.Request) bool {
	if !s.protected() {
		return true
	}
	id, token := r.URL.Query().Get("rc_uid"), r.URL.Query().Get("rc_token")
	if id == "" || s.Seeded.Has(seeded.AvatarQueryIgnored) {
		id, token = cookie(r, "rc_uid"), cookie(r, "rc_token")
	}
	return id != "" && token != "" && s.Authenticate(r.Context(), id, token)
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}
