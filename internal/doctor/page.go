package doctor

import (
	"bytes"
	"html"
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
