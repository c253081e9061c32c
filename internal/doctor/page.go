package doctor

import (
	"bytes"
	"html"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	xhtml "golang.org/x/net/html"
)

// hasForm tells whether a page has a field that a person fills in.
func hasForm(page []byte) bool {
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokens.Next() {
		case xhtml.ErrorToken:
			return false
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			if filledIn(tokens.Token()) {
				return true
			}
		}
	}
}

// filledIn tells whether a tag is such a field.
func filledIn(t xhtml.Token) bool {
	if t.Data != "input" {
		return false
	}
	kind := "text"
	for _, a := range t.Attr {
		if a.Key == "type" {
			kind = strings.ToLower(a.Val)
		}
	}
	return slices.Contains([]string{"text", "email", "password", "tel"}, kind)
}

// mark is an answer without what the request put into it and without what is
// made anew for each request: texts of many characters with digits among them,
// and numbers.
func mark(l landing, s start, state string) string {
	if l.status == 0 {
		return l.reason
	}
	text := strconv.Itoa(l.status) + " " + l.at.Path + "\n" + string(l.body)
	for _, echoed := range []string{s.redirectURI, s.clientID, state} {
		if echoed == "" {
			continue
		}
		for _, spelling := range []string{echoed, html.EscapeString(echoed), url.QueryEscape(echoed), encodeURIComponent(echoed)} {
			text = strings.ReplaceAll(text, spelling, "…")
		}
	}
	text = regexp.MustCompile(`[A-Za-z0-9_+/=-]{12,}`).ReplaceAllString(text, "#")
	return regexp.MustCompile(`[0-9]+`).ReplaceAllString(text, "#")
}

// severs tells whether a document with these headers cuts a popup off from an
// opener that has no policy of its own, as Rocket.Chat's pages have none (HTML
// standard, Cross-Origin-Opener-Policy). It counts in secure contexts only.
func severs(u *url.URL, h http.Header) bool {
	policy, _, _ := strings.Cut(h.Get("Cross-Origin-Opener-Policy"), ";")
	known := []string{"same-origin", "same-origin-allow-popups", "noopener-allow-popups"}
	ip := net.ParseIP(u.Hostname())
	secure := u.Scheme == "https" || u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return secure && slices.Contains(known, strings.TrimSpace(policy))
}

// formsReach tells whether the forms of a page may lead to an address, redirects
// included, as Chromium has it: every policy with the directive form-action must
// name the address (CSP Level 3, §6.7.2; providers: Clavex).
func formsReach(page *url.URL, h http.Header, address string) bool {
	target, err := url.Parse(address)
	if err != nil {
		return true
	}
	for _, header := range h.Values("Content-Security-Policy") {
		for directive := range strings.FieldsFuncSeq(header, func(r rune) bool { return r == ';' || r == ',' }) {
			words := strings.Fields(directive)
			if len(words) > 0 && strings.EqualFold(words[0], "form-action") && !slices.ContainsFunc(words[1:], func(source string) bool {
				return allows(strings.ToLower(source), page, target)
			}) {
				return false
			}
		}
	}
	return true
}

// allows compares one source expression with an address. http means https too.
func allows(source string, page, target *url.URL) bool {
	scheme, place, full := strings.Cut(source, "://")
	switch {
	case source == "*":
		return true
	case source == "'self'":
		return page.Scheme == target.Scheme && page.Host == target.Host
	case strings.HasPrefix(source, "'"):
		return false
	case strings.HasSuffix(source, ":"):
		return source == target.Scheme+":" || source == "http:" && target.Scheme == "https"
	case !full:
		scheme, place = page.Scheme, source
	}
	if scheme != target.Scheme && (scheme != "http" || target.Scheme != "https") {
		return false
	}
	host, _, _ := strings.Cut(place, "/")
	host, _, _ = strings.Cut(host, ":")
	name := strings.ToLower(target.Hostname())
	domain, wild := strings.CutPrefix(host, "*.")
	return name == host || wild && strings.HasSuffix(name, "."+domain)
}
