package front

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"
)

// breakage is a failure of connections to one host, until it is mended.
type breakage struct {
	host      string
	covers    func(path string) bool // nil: what is distrusted, for the server alone
	untrusted bool
}

// everything is the path of a tunnel, which may lead to any: only who refuses a
// whole host covers it.
const everything = "*"

// Refuse lets connections to a host fail with [syscall.ECONNREFUSED] where the
// request's path is one that covers names. Browsers connect before they tell a
// path: only where covers("*") is true, too, the proxy answers them 502. mend
// ends it; a second call does nothing.
func (n *Network) Refuse(host string, covers func(path string) bool) (mend func()) {
	return n.plant(&breakage{host: strings.ToLower(host), covers: covers})
}

// Distrust lets the clients of ServerClient know no authority that has signed the
// host's certificate. Browsers and the clients of Client go on trusting it.
func (n *Network) Distrust(host string) (mend func()) {
	return n.plant(&breakage{host: strings.ToLower(host), untrusted: true})
}

func (n *Network) plant(b *breakage) (mend func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.broken[b] = struct{}{}
	return sync.OnceFunc(func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.broken, b)
	})
}

// refuses tells whether a request to a host is refused.
func (n *Network) refuses(host, path string) bool {
	return n.isBroken(host, func(b *breakage) bool { return !b.untrusted && b.covers(path) })
}

// distrusts tells whether the stack's server has no trust in a host.
func (n *Network) distrusts(host string) bool {
	return n.isBroken(host, func(b *breakage) bool { return b.untrusted })
}

func (n *Network) isBroken(host string, how func(*breakage) bool) bool {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for b := range n.broken {
		if b.host == strings.ToLower(host) && how(b) {
			return true
		}
	}
	return false
}

// side is one kind of clients: the stack's server, or everybody else. Whether a
// request fails is decided for each, so that no connection which was kept open
// outlives the failure of its host.
type side struct {
	network *Network
	server  bool
}

// RoundTrip implements http.RoundTripper.
func (s side) RoundTrip(r *http.Request) (*http.Response, error) {
	n := s.network
	if n.refuses(r.URL.Hostname(), r.URL.Path) {
		if r.Body != nil {
			_ = r.Body.Close() // a RoundTripper closes it whatever happens
		}
		return nil, refusal("tcp")
	}
	if s.server && r.URL.Scheme == "https" && n.distrusts(r.URL.Hostname()) {
		return n.distrusting.RoundTrip(r)
	}
	return n.transport.RoundTrip(r)
}

// CloseIdleConnections serves [http.Client.CloseIdleConnections].
func (s side) CloseIdleConnections() { s.network.transport.CloseIdleConnections() }

// refusal is the error of a connection that nobody takes.
func refusal(network string) error {
	return &net.OpError{Op: "dial", Net: network, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

// newDistrusting is a transport that knows no authority. It goes through the
// proxy: a client that breaks a handshake off would wait for the other side of a
// pipe, which holds nothing back for a reader who has gone.
func (n *Network) newDistrusting() *http.Transport {
	return &http.Transport{
		Proxy:             func(*http.Request) (*url.URL, error) { return url.Parse(n.Proxy()) },
		TLSClientConfig:   &tls.Config{RootCAs: x509.NewCertPool()},
		DisableKeepAlives: true,
	}
}
