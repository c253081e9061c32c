package trial

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"strconv"
)

// longestAnswer bounds what is read of an answer, in bytes.
const longestAnswer = 4 << 20

// answer is what an endpoint answered, or why it did not.
type answer struct {
	status  int // 0: no answer
	kind    string
	body    []byte
	failure failure
}

// failure is why there was no answer.
type failure int

// The failures.
const (
	none failure = iota
	slow
	untrusted
	unknownHost
	down
)

// connection is what a request has seen of the way to the provider.
type connection struct {
	tls     *tls.ConnectionState
	address net.IP // of the other end; nil: unknown
}

// ask sends a request as Rocket.Chat's server does (§4.2, §4.3).
func (t *trier) ask(ctx context.Context, r *http.Request) answer {
	ctx, cancel := context.WithTimeout(ctx, t.Limit)
	defer cancel()
	seen := connection{}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(got httptrace.GotConnInfo) {
		if tcp, ok := got.Conn.RemoteAddr().(*net.TCPAddr); ok {
			seen.address = tcp.IP
		}
	}})
	r.Header.Set("Accept", "application/json")
	response, err := t.http.Do(r.WithContext(ctx))
	if err != nil {
		return answer{failure: failureOf(err)}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	if err != nil {
		return answer{failure: failureOf(err)}
	}
	seen.tls = response.TLS
	t.seen = seen
	return answer{status: response.StatusCode, kind: response.Header.Get("Content-Type"), body: body}
}

// failureOf sorts errors of the network. Their texts may quote addresses with
// secrets in them, and go nowhere.
func failureOf(err error) failure {
	if errors.Is(err, context.DeadlineExceeded) {
		return slow
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return slow
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return untrusted
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return untrusted
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return unknownHost
	}
	return down
}

// words are what a finding says that was found.
func (a answer) words() string {
	switch a.failure {
	case slow:
		return "no answer in time"
	case untrusted:
		return "a certificate that is not trusted"
	case unknownHost:
		return "an unknown host"
	case down:
		return "no connection"
	case none:
	}
	text := strconv.Itoa(a.status) + " " + http.StatusText(a.status)
	if word := a.errorWord(); word != "" {
		text += ", error " + word
	}
	return text
}

// object is the answer as a JSON object, as Rocket.Chat reads it: another JSON value
// counts as one without properties. It is false for what is no JSON.
func (a answer) object() (map[string]any, bool) {
	var value any
	if json.Unmarshal(a.body, &value) != nil {
		return nil, false
	}
	object, _ := value.(map[string]any)
	if object == nil {
		object = map[string]any{}
	}
	return object, true
}

// errorWord is the code of an OAuth error in the answer; "" for any longer text,
// which may quote what was sent.
func (a answer) errorWord() string {
	object, _ := a.object()
	word, _ := object["error"].(string)
	if !regexp.MustCompile(`^[A-Za-z_-]{1,40}$`).MatchString(word) {
		return ""
	}
	return word
}

// fine tells whether Rocket.Chat takes the answer.
func (a answer) fine() bool {
	return a.status >= http.StatusOK && a.status < http.StatusMultipleChoices
}

// absent tells whether there is no such endpoint.
func (a answer) absent() bool {
	return a.status == http.StatusNotFound || a.status == http.StatusMethodNotAllowed || a.status == http.StatusGone
}

// plain is an address without credentials, query and fragment.
func plain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}
