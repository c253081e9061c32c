package doctor

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// maxBody is how much of an answer is read, in bytes.
const maxBody = 1 << 20

// answer is what came of one request to the provider.
type answer struct {
	at     *url.URL // where the request went
	status int      // 0: no answer came
	header http.Header
	body   []byte
	nature nature // what kept an answer from coming; sound if one came
	reason string // why none came, without query and secrets
	tls    *tls.ConnectionState

	redirected bool // the endpoint answered with a redirect, which was followed
}

// nature is how an endpoint answers.
type nature int

// The natures of answers.
const (
	sound     nature = iota
	untrusted        // the certificate is not accepted
	down             // no connection, or it ended without an answer
	slow             // no answer in time
	failing          // 5xx
	missing          // nothing of the kind is there: 404, 405, 410
	odd              // something else than the protocol has
)

// ask sends one request and reads its answer, for as long as Rocket.Chat would
// wait. The request is never repeated and no redirect is followed.
func (e *examination) ask(ctx context.Context, hc *http.Client, r *http.Request) answer {
	ctx, cancel := context.WithTimeout(ctx, e.Patience)
	defer cancel()
	r.Header.Set("User-Agent", "gonogo-doctor")
	got := answer{at: r.URL}
	res, err := hc.Do(r.WithContext(ctx))
	if err == nil {
		defer func() { _ = res.Body.Close() }()
		got.body, err = io.ReadAll(io.LimitReader(res.Body, maxBody))
		got.tls = res.TLS
	}
	if err != nil {
		got.nature, got.reason = reasonOf(err)
		return got
	}
	got.status, got.header = res.StatusCode, res.Header
	switch {
	case got.status >= http.StatusInternalServerError:
		got.nature = failing
	case got.status == http.StatusNotFound, got.status == http.StatusMethodNotAllowed, got.status == http.StatusGone:
		got.nature = missing
	}
	return got
}

// reasonOf tells the failures of a connection apart.
func reasonOf(err error) (nature, string) {
	text := innermost(err)
	if certificate, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return untrusted, innermost(certificate)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return untrusted, text
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return slow, "no answer in time"
	}
	return down, text
}

// innermost drops the wrapping, which repeats the address with its query.
func innermost(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

// object is the answer's JSON object; false if it is none.
func (a answer) object() (map[string]any, bool) {
	var fields map[string]any
	err := json.Unmarshal(a.body, &fields)
	return fields, err == nil && fields != nil
}

// code is the answer's OAuth error: of its JSON, else of WWW-Authenticate.
func (a answer) code() string {
	if fields, ok := a.object(); ok {
		if code, _ := fields["error"].(string); code != "" {
			return code
		}
	}
	_, rest, _ := strings.Cut(a.header.Get("WWW-Authenticate"), `error="`)
	code, _, _ := strings.Cut(rest, `"`)
	return code
}

// String says what came, for the field Found of a finding.
func (a answer) String() string {
	if a.status == 0 {
		return a.reason
	}
	text := fmt.Sprintf("status %d", a.status)
	if kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type")); err == nil {
		text += ", " + kind
	}
	if len(a.body) == 0 {
		text += ", nothing in it"
	}
	if code := a.code(); code != "" {
		text += fmt.Sprintf(", error %q", code)
	}
	return text
}

// address is where the request went, without its query.
func (a answer) address() string {
	return a.at.Scheme + "://" + a.at.Host + a.at.EscapedPath()
}

// madeUp is a text that no provider can know.
func madeUp() string { return strings.ToLower(rand.Text()) }

// badAddress is the answer of what is no address.
func badAddress(text string) answer {
	return answer{at: &url.URL{Path: text}, nature: down, reason: fmt.Sprintf("%q is no address", text)}
}

// follow sends a request and goes along redirects within the same host, as
// Rocket.Chat's does: a POST that gets 307 or 308 is sent again, others become GET.
// Credentials are never taken to another host.
func (e *examination) follow(ctx context.Context, build func(method, address string) (*http.Request, error), method, address string) answer {
	got, first := badAddress(address), address
	for range 5 {
		r, err := build(method, address)
		if err != nil || r.URL.Host == "" {
			return badAddress(address)
		}
		got = e.ask(ctx, e.HTTP, r)
		next, err := r.URL.Parse(got.header.Get("Location"))
		if got.status < 300 || got.status > 399 || err != nil || got.header.Get("Location") == "" || next.Host != r.URL.Host {
			got.redirected = address != first
			return got
		}
		if got.status != http.StatusTemporaryRedirect && got.status != http.StatusPermanentRedirect {
			method = http.MethodGet
		}
		address = next.String()
	}
	return got
}
