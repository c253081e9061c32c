package op

import (
	"bytes"
	"io"
	"net/http"
)

// Local is a client whose requests go to the handler without a network, so
// that an emulator can be administered through its own interface.
func Local(handler http.Handler) *http.Client {
	return &http.Client{Transport: local{handler}}
}

type local struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (l local) RoundTrip(r *http.Request) (*http.Response, error) {
	inbound := r.Clone(r.Context())
	if inbound.Body == nil {
		inbound.Body = http.NoBody
	}
	inbound.RequestURI = r.URL.RequestURI()
	inbound.RemoteAddr = "127.0.0.1:0"
	answer := &localWriter{header: http.Header{}, status: http.StatusOK}
	l.handler.ServeHTTP(answer, inbound)
	return &http.Response{
		Status: http.StatusText(answer.status), StatusCode: answer.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: answer.header, Body: io.NopCloser(&answer.body), ContentLength: int64(answer.body.Len()),
		Request: r,
	}, nil
}

// localWriter keeps an answer in memory.
type localWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (w *localWriter) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *localWriter) WriteHeader(status int) { w.status = status }

// Write implements http.ResponseWriter.
func (w *localWriter) Write(p []byte) (int, error) { return w.body.Write(p) }
