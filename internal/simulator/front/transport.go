package front

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
)

// Transport reaches the network's names and fixed addresses, and nothing else.
// It speaks HTTP/1.1, as Node's clients do. An unknown name fails with a
// [net.DNSError], a known one on another port with [syscall.ECONNREFUSED].
func (n *Network) Transport() http.RoundTripper { return side{n, false} }

// Client is an HTTP client over Transport that follows no redirects and keeps
// no cookies.
func (n *Network) Client() *http.Client { return newClient(n.Transport()) }

// ServerClient is the same for the stack's own server, whose trust can be broken;
// see Distrust.
func (n *Network) ServerClient() *http.Client { return newClient(side{n, true}) }

func newClient(t http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (n *Network) newTransport() *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		DialContext:         n.dial,
		TLSClientConfig:     &tls.Config{RootCAs: n.authority.CertPool()},
		Protocols:           protocols,
		MaxIdleConnsPerHost: 32, // one process is every client of these names
	}
}

// dial connects to a name of the network through a pipe. A network with fixed
// addresses shares the loopback interface with other programs and reaches them
// there, as any server on this machine does.
func (n *Network) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if n.onLoopback(addr) {
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	if to := n.carriedTo(addr); to != "" {
		return new(net.Dialer).DialContext(ctx, network, to)
	}
	server := n.server(addr)
	if server == nil {
		n.refuse(addr)
		return nil, n.unreachable(network, addr)
	}
	client, remote := net.Pipe()
	if err := server.give(remote); err != nil {
		_ = client.Close()
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	return client, nil
}

// server finds who takes connections for "host:port"; nil if nobody does.
func (n *Network) server(addr string) *handover {
	host, port, err := net.SplitHostPort(addr)
	switch {
	case err != nil:
		return nil
	case port == "443" && n.handler("https", host) != nil:
		return n.tls
	case port == "80" && n.handler("http", host) != nil:
		return n.plain
	}
	return nil
}

// unreachable is the error that the operating system would give.
func (n *Network) unreachable(network, addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return &net.OpError{Op: "dial", Net: network, Err: err}
	}
	if n.handler("https", host) == nil && n.handler("http", host) == nil && net.ParseIP(host) == nil {
		unknown := &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		return &net.OpError{Op: "dial", Net: network, Err: unknown}
	}
	return refusal(network)
}

func (n *Network) onLoopback(addr string) bool {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return len(n.addresses) > 0 && checkLoopback(addr, "") == nil
}

// address is the "host:port" of a URL, default port included.
func address(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
