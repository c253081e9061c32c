package evidence

import (
	"fmt"
	"net/http"
	"time"

	"gonogo/internal/browser"
)

// Hop is one document that a window asked for, or one form that it posted.
type Hop struct {
	Page   string // the window
	At     time.Time
	Method string
	URL    string // without secrets
	Status int    // 0: no answer
	To     string // where a redirect leads, without secrets
	Error  string // why there is no answer
}

// Hops is the way through the documents of browser, Rocket.Chat and provider,
// in the order in which they were asked for.
func Hops(exchanges []browser.Exchange, r *Redactor) []Hop {
	var hops []Hop
	for _, x := range exchanges {
		if x.Type != "Document" {
			continue
		}
		h := Hop{Page: x.Page, At: x.Started, Method: x.Method, URL: r.String(x.URL), Status: x.Status, Error: r.String(x.Error)}
		if to := header(x.ResponseHeaders, "Location"); to != "" {
			h.To = r.String(to)
		}
		hops = append(hops, h)
	}
	return hops
}

// String is the hop in one line: "page-1 GET 302 https://… -> https://…".
func (h Hop) String() string {
	line := fmt.Sprintf("%s %s %d %s", h.Page, h.Method, h.Status, h.URL)
	if h.To != "" {
		line += " -> " + h.To
	}
	if h.Error != "" {
		line += " (" + h.Error + ")"
	}
	return line
}

func hopsText(hops []Hop) string {
	lines := make([]string, len(hops))
	for i, h := range hops {
		lines[i] = h.String()
	}
	return joinLines(lines)
}

// header reads a header whose name may be spelled in any case.
func header(headers map[string]string, name string) string {
	for key, value := range headers {
		if http.CanonicalHeaderKey(key) == name {
			return value
		}
	}
	return ""
}
