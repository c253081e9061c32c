package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
)

// asset is a file that is served as it is.
type asset struct {
	path        string // below the prefix
	contentType string
	body        []byte
	unchanging  bool // the path changes with the content
}

// newAsset gives a file an address that names its content, so that browsers
// may keep it.
func newAsset(name, contentType string, body []byte) asset {
	sum := sha256.Sum256(body)
	return asset{
		path:        "/client/" + hex.EncodeToString(sum[:6]) + "/" + name,
		contentType: contentType,
		body:        body,
		unchanging:  true,
	}
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if a.unchanging {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // the browser may be gone
	}
}
