package protocol

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"gonogo/internal/browser"
)

// longestBody is how many bytes of an answer's text the record keeps.
const longestBody = 256 << 10

// longestAnswer bounds what is read of an answer, in bytes.
const longestAnswer = 16 << 20

// record sends requests and notes them, each redirect as one of its own.
type record struct {
	next http.RoundTripper

	mu        sync.Mutex
	exchanges []browser.Exchange
	ahead     time.Duration // of the clock, see [Agent.Sleep]
}

// purpose says which window a request belongs to, and as what.
type purpose struct{ page, kind string }

// purposeKey is the key of a purpose in a request's context.
type purposeKey struct{}

// as gives the requests of a context a purpose.
func as(ctx context.Context, page, kind string) context.Context {
	return context.WithValue(ctx, purposeKey{}, purpose{page, kind})
}

// RoundTrip satisfies [http.RoundTripper]. The answer has been read completely.
func (r *record) RoundTrip(request *http.Request) (*http.Response, error) {
	x := newExchange(request, r.now())
	answer, err := r.next.RoundTrip(request)
	var body []byte
	if err == nil {
		body, err = io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
		_ = answer.Body.Close()
		answer.Body = io.NopCloser(bytes.NewReader(body))
	}
	x.Duration = r.now().Sub(x.Started)
	if err != nil {
		x.Error = err.Error()
	} else {
		x.answer(answer, body)
	}
	r.mu.Lock()
	r.exchanges = append(r.exchanges, x.Exchange)
	r.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// exchange is a request and, later, its answer.
type exchange struct{ browser.Exchange }

func newExchange(request *http.Request, started time.Time) exchange {
	why, _ := request.Context().Value(purposeKey{}).(purpose)
	x := exchange{browser.Exchange{
		Page: why.page, Type: why.kind, Started: started,
		Method: request.Method, URL: request.URL.String(), RequestHeaders: joined(request.Header),
	}}
	if request.GetBody == nil {
		return x
	}
	if body, err := request.GetBody(); err == nil {
		raw, _ := io.ReadAll(body) // a copy in memory
		x.RequestBody = string(raw)
	}
	return x
}

func (x *exchange) answer(a *http.Response, body []byte) {
	x.Status, x.ResponseHeaders = a.StatusCode, joined(a.Header)
	x.MimeType, _, _ = mime.ParseMediaType(a.Header.Get("Content-Type"))
	text := strings.HasPrefix(x.MimeType, "text/") || strings.HasSuffix(x.MimeType, "json") || strings.HasSuffix(x.MimeType, "xml")
	if text && len(body) <= longestBody {
		x.ResponseBody = string(body)
	}
}

// joined writes equal headers in one, joined by line feeds, as a browser's record has them.
func joined(h http.Header) map[string]string {
	all := make(map[string]string, len(h))
	for name, values := range h {
		all[name] = strings.Join(values, "\n")
	}
	return all
}

// Mark is the position behind the last request, for Since.
func (a *Agent) Mark() int {
	a.record.mu.Lock()
	defer a.record.mu.Unlock()
	return len(a.record.exchanges)
}

// Since are the requests from the mark on, in the order in which they were sent.
func (a *Agent) Since(mark int) []browser.Exchange {
	a.record.mu.Lock()
	defer a.record.mu.Unlock()
	since := slices.Clone(a.record.exchanges[min(mark, len(a.record.exchanges)):])
	for i, x := range since {
		since[i].RequestHeaders, since[i].ResponseHeaders = maps.Clone(x.RequestHeaders), maps.Clone(x.ResponseHeaders)
	}
	return since
}

// unanswered says in one sentence that a request got no answer. The address
// loses its query, and what package net/http says about it, which both may hold
// secrets.
func unanswered(request *http.Request, err error) error {
	return fmt.Errorf("%s %s://%s%s: %w", request.Method, request.URL.Scheme, request.URL.Host, request.URL.EscapedPath(), withoutAddress(err))
}
