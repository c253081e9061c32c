package evidence

import (
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gonogo/internal/browser"
)

func request(x browser.Exchange, r *Redactor) Request {
	q := Request{
		Method: x.Method, URL: r.String(x.URL), HTTPVersion: "unknown",
		Cookies: cookies(header(x.RequestHeaders, "Cookie"), "; "),
		Headers: headers(x.RequestHeaders, r), Query: query(x.URL, r),
		HeadersSize: unknown, BodySize: len(x.RequestBody),
	}
	if x.RequestBody != "" {
		q.PostData = postData(header(x.RequestHeaders, "Content-Type"), x.RequestBody, r)
	}
	return q
}

func response(x browser.Exchange, r *Redactor) Response {
	return Response{
		Status: x.Status, StatusText: http.StatusText(x.Status), HTTPVersion: "unknown",
		Cookies: cookies(header(x.ResponseHeaders, "Set-Cookie"), "\n"),
		Headers: headers(x.ResponseHeaders, r),
		Content: Content{
			Size: len(x.ResponseBody), MimeType: x.MimeType, Text: r.String(x.ResponseBody),
		},
		RedirectURL: r.String(header(x.ResponseHeaders, "Location")),
		HeadersSize: unknown, BodySize: unknown,
	}
}

func headers(all map[string]string, r *Redactor) []Pair {
	pairs := []Pair{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		pairs = append(pairs, Pair{name, r.Header(name, all[name])})
	}
	return pairs
}

// cookies lists the names of cookies; none of their values is told.
func cookies(value, separator string) []Pair {
	pairs := []Pair{}
	if value == "" {
		return pairs
	}
	for _, part := range strings.Split(value, separator) {
		name, _, _ := strings.Cut(part, "=")
		pairs = append(pairs, Pair{strings.TrimSpace(name), Redacted})
	}
	return pairs
}

// query lists the parameters of an address in their order.
func query(address string, r *Redactor) []Pair {
	address, _, _ = strings.Cut(address, "#")
	_, parameters, _ := strings.Cut(address, "?")
	return parameterPairs(parameters, r)
}

func parameterPairs(encoded string, r *Redactor) []Pair {
	pairs := []Pair{}
	for part := range strings.SplitSeq(encoded, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name = unescaped(name)
		pairs = append(pairs, Pair{r.String(name), r.Value(name, unescaped(value))})
	}
	return pairs
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// postData takes a form apart; other bodies stay texts.
func postData(contentType, body string, r *Redactor) *PostData {
	kind, _, _ := mime.ParseMediaType(contentType)
	if kind == "application/x-www-form-urlencoded" {
		return &PostData{MimeType: contentType, Params: parameterPairs(body, r)}
	}
	return &PostData{MimeType: contentType, Params: []Pair{}, Text: r.String(body)}
}

// product reads "Chrome/156.0.8078.79".
func product(text string) Product {
	name, version, _ := strings.Cut(text, "/")
	return Product{Name: name, Version: version}
}

func host(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return address
}
