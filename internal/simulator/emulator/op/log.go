package op

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"gonogo/internal/provider"
)

// The endpoints whose requests are recorded.
const (
	Authorize = "authorize"
	Token     = "token"
	UserInfo  = "userinfo"
)

// Request is the record of one call.
type Request = provider.Request

// Log records requests, safe for concurrent use.
type Log struct {
	now   func() time.Time
	login func(subject string) string // of the person with this subject; "": there is none

	mu        sync.Mutex
	requests  []Request
	forgotten int           // how many came before the first that is there
	watches   map[*int]bool // each points to how many had come before it
}

// Requests are the recorded calls, oldest first, that nobody watched or that are
// watched still.
func (l *Log) Requests() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.requests)
}

// Watch follows the calls that are recorded from now on; see provider.Forgetter.
func (l *Log) Watch() (seen func() []Request, end func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.forgotten + len(l.requests)
	if l.watches == nil {
		l.watches = map[*int]bool{}
	}
	l.watches[&before] = true
	return func() []Request { return l.since(&before) }, func() { l.leave(&before) }
}

// since are the calls of a watch; none once it has ended.
func (l *Log) since(watch *int) []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.watches[watch] {
		return nil
	}
	return slices.Clone(l.requests[*watch-l.forgotten:])
}

// leave ends a watch and forgets what came before every other one.
func (l *Log) leave(watch *int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.watches, watch)
	first := l.forgotten + len(l.requests)
	for other := range l.watches {
		first = min(first, *other)
	}
	l.requests = slices.Clone(l.requests[first-l.forgotten:]) // what is forgotten lies in no array any more
	l.forgotten = first
}

// maxBody is far above any form or document that the guides send, in bytes.
const maxBody = 1 << 16

// Record passes requests on and records them with their answer.
func (l *Log) Record(endpoint string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		_ = r.ParseForm() // what cannot be read is the handler's to refuse
		record := describe(endpoint, r)
		record.At = l.now()
		about := new(subject)
		status := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next(status, r.WithContext(context.WithValue(r.Context(), subjectKey{}, about)))
		record.Status = status.status
		if about.id != "" {
			record.Login = l.login(about.id)
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.requests = append(l.requests, record)
	}
}

// subject is whom a call is about, once that is known.
type subject struct{ id string }

type subjectKey struct{}

// concerns notes whom a call is about, for its record.
func concerns(ctx context.Context, id string) {
	if about, ok := ctx.Value(subjectKey{}).(*subject); ok {
		about.id = id
	}
}

func describe(endpoint string, r *http.Request) Request {
	record := Request{
		Endpoint: endpoint, Method: r.Method, Path: r.URL.Path, ClientAuth: "none", Bearer: "none",
		ClientID: r.Form.Get("client_id"), RedirectURI: r.Form.Get("redirect_uri"), Scope: r.Form.Get("scope"),
	}
	for name := range r.Form {
		record.Parameters = append(record.Parameters, name)
	}
	slices.Sort(record.Parameters)
	if id, _, ok := r.BasicAuth(); ok {
		record.ClientAuth, record.ClientID = "basic", id
	} else if r.PostForm.Has("client_secret") {
		record.ClientAuth = "post"
	}
	switch {
	case HeaderToken(r) != "":
		record.Bearer = "header"
	case r.URL.Query().Has("access_token"):
		record.Bearer = "query"
	case r.PostForm.Has("access_token"):
		record.Bearer = "body"
	}
	return record
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
