package front

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
)

// site serves the names of one scheme by the Host header.
func (n *Network) site(scheme string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := n.handler(scheme, hostname(r.Host))
		if h == nil {
			n.sayUnknown(w, r.Host, http.StatusMisdirectedRequest)
			return
		}
		n.forwarded(h, scheme).ServeHTTP(w, r)
	})
}

// handler finds the handler of a name; nil if there is none.
func (n *Network) handler(scheme, host string) http.Handler {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if scheme == "https" {
		return n.https[strings.ToLower(host)]
	}
	return n.http[strings.ToLower(host)]
}

// forwarded tells h how the client came, as a reverse proxy does, after the time
// that the way takes. What the client itself claims is dropped.
func (n *Network) forwarded(h http.Handler, scheme string) http.Handler {
	return n.latency.before(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("X-Forwarded-Proto", scheme)
		r.Header.Set("X-Forwarded-Host", r.Host)
		n.flaws.before(h).ServeHTTP(w, r)
	}))
}

// certificate answers a TLS handshake for a name of this network.
func (n *Network) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := strings.ToLower(hello.ServerName)
	if n.handler("https", host) == nil {
		return nil, fmt.Errorf("no certificate for %q", host)
	}
	return n.authority.leaf(n.flaws.presents(host))
}

// sayUnknown answers a request for a name that is not on this network.
func (n *Network) sayUnknown(w http.ResponseWriter, host string, status int) {
	http.Error(w, fmt.Sprintf("The stack's private network has no %q.", host), status)
}

// hostname drops the port of a Host header.
func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return host
}

// quiet is a log for servers whose clients may end connections at any moment:
// a browser that is closed is no news.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
