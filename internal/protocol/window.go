package protocol

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// window is a tab or a popup with the document that it shows.
type window struct {
	id      string
	history []*url.URL // of documents, oldest first; the last is the present one

	url    *url.URL
	status int
	header http.Header
	root   *html.Node // nil: no HTML

	isPopup bool
	cut     bool // from its opener, by Cross-Origin-Opener-Policy
	closed  bool

	stage *challenge // of a flow that a script on the page would play
}

// show replaces the document.
func (w *window) show(u *url.URL, a reply) error {
	w.url, w.status, w.header, w.root, w.stage = u, a.status, a.header, nil, nil
	w.history = append(w.history, u)
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		return nil
	}
	root, err := html.Parse(bytes.NewReader(a.body))
	if err != nil {
		return fmt.Errorf("reading the page at %s: %w", plain(u), err)
	}
	w.root = root
	return nil
}

// back takes the present document off the history and the one before it, which
// it returns: visiting it puts it there again.
func (w *window) back() (*url.URL, bool) {
	if len(w.history) < 2 {
		return nil, false
	}
	previous := w.history[len(w.history)-2]
	w.history = w.history[:len(w.history)-2]
	return previous, true
}

// describe says what the window shows, for errors.
func (w *window) describe() string {
	switch {
	case w.closed:
		return w.id + ", which is closed"
	case w.url == nil:
		return w.id + ", which is empty"
	}
	text := fmt.Sprintf("%s at %s (status %d", w.id, plain(w.url), w.status)
	if title := first(w.root, tag("title")); title != nil {
		text += fmt.Sprintf(", %q", textOf(title))
	}
	return text + ")"
}

// plain is an address without query and fragment, which may hold secrets.
func plain(u *url.URL) string {
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}

// sameOrigin compares scheme, host and port.
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

// port is the port that an address leads to.
func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	case u.Scheme == "http":
		return "80"
	}
	return ""
}

// origin writes an address's origin as browsers do: without a default port.
func origin(u *url.URL) string {
	if u.Port() == port(&url.URL{Scheme: u.Scheme}) {
		return u.Scheme + "://" + u.Hostname()
	}
	return u.Scheme + "://" + u.Host
}
