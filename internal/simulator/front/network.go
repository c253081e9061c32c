package front

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Network holds the names of one stack. Names may be added at any time; it is
// safe for concurrent use.
type Network struct {
	authority *Authority
	transport *http.Transport
	// distrusting is for the stack's server where it has no trust; see Distrust.
	distrusting *http.Transport
	tls         *handover // connections that begin with a TLS handshake
	plain       *handover // connections that speak HTTP at once
	latency     *latency  // nil: none
	flaws       *flaws    // nil: none

	mu        sync.RWMutex
	https     map[string]http.Handler
	http      map[string]http.Handler
	carried   map[string]string    // address by name
	tunnels   map[*tunnel]struct{} // nil once the network is closed
	broken    map[*breakage]struct{}
	addresses []*Address
	refused   []string
	proxy     net.Listener
	servers   []*http.Server
	serving   sync.WaitGroup
}

// NewNetwork makes a network without names whose certificates come from a.
func NewNetwork(a *Authority) *Network {
	n := &Network{
		authority: a,
		tls:       newHandover(),
		plain:     newHandover(),
		https:     map[string]http.Handler{},
		http:      map[string]http.Handler{},
		carried:   map[string]string{},
		tunnels:   map[*tunnel]struct{}{},
		broken:    map[*breakage]struct{}{},
	}
	n.transport, n.distrusting = n.newTransport(), n.newDistrusting()
	return n
}

// Handle serves https://host (port 443) with h; again, it replaces the handler.
func (n *Network) Handle(host string, h http.Handler) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.https[strings.ToLower(host)] = h
}

// HandlePlain serves http://host (port 80) with h; without it the host refuses
// connections there.
func (n *Network) HandlePlain(host string, h http.Handler) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.http[strings.ToLower(host)] = h
}

// Start opens the proxy on a free loopback port. The network ends with Close;
// ctx limits the start only.
func (n *Network) Start(ctx context.Context) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("opening the stack's proxy: %w", err)
	}
	n.mu.Lock()
	n.proxy = l
	n.mu.Unlock()
	n.serve(l, http.HandlerFunc(n.serveProxy), nil)
	n.serve(n.plain, n.site("http"), nil)
	n.serve(n.tls, n.site("https"), &tls.Config{GetCertificate: n.certificate})
	return nil
}

// serve runs an HTTP server on l until Close. With a TLS configuration the
// server offers HTTP/2 as well.
func (n *Network) serve(l net.Listener, h http.Handler, config *tls.Config) {
	srv := &http.Server{Handler: h, TLSConfig: config, ErrorLog: quiet()}
	n.mu.Lock()
	n.servers = append(n.servers, srv)
	n.mu.Unlock()
	n.serving.Go(func() {
		// Both always end with an error, which is the listener's closing.
		if config != nil {
			_ = srv.ServeTLS(l, "", "")
			return
		}
		_ = srv.Serve(l)
	})
}

// Proxy is the address for a browser's proxy setting: "http://127.0.0.1:40123".
// It is empty before Start.
func (n *Network) Proxy() string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.proxy == nil {
		return ""
	}
	return "http://" + n.proxy.Addr().String()
}

// Refused lists what was asked for and is not on this network, as "host:port",
// each once, in the order of the first request.
func (n *Network) Refused() []string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return slices.Clone(n.refused)
}

func (n *Network) refuse(address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !slices.Contains(n.refused, address) {
		n.refused = append(n.refused, address)
	}
}

// Close ends the proxy, every connection that came through it or through the
// transport, and the fixed addresses.
func (n *Network) Close() error {
	n.transport.CloseIdleConnections()
	n.latency.stop()
	n.mu.Lock()
	servers, addresses := n.servers, n.addresses
	n.servers, n.addresses = nil, nil
	n.mu.Unlock()
	var errs []error
	for _, s := range servers {
		errs = append(errs, s.Close())
	}
	for _, a := range addresses {
		errs = append(errs, a.close())
	}
	errs = append(errs, n.tls.Close(), n.plain.Close(), n.closeTunnels())
	n.serving.Wait()
	return errors.Join(errs...)
}
