package front

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
)

// Carry leads https://host (port 443) to a server elsewhere, "127.0.0.1:49153",
// that ends TLS itself: the gateway of a stack of containers. Again, it
// replaces the address.
func (n *Network) Carry(host, address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.carried[strings.ToLower(host)] = address
}

// carriedTo is the address that "host:443" leads to; empty if it is none of those.
func (n *Network) carriedTo(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || port != "443" {
		return ""
	}
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.carried[strings.ToLower(host)]
}

// carry answers a CONNECT request with a tunnel to address.
func (n *Network) carry(w http.ResponseWriter, r *http.Request, address string) {
	server, err := new(net.Dialer).DialContext(r.Context(), "tcp", address)
	if err != nil {
		http.Error(w, "The gateway of the stack does not answer at "+address+".", http.StatusBadGateway)
		return
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = server.Close()
		http.Error(w, "The proxy cannot take over this connection: use HTTP/1.1.", http.StatusInternalServerError)
		return
	}
	if err := confirm(conn); err != nil {
		_, _ = conn.Close(), server.Close()
		return
	}
	n.join(withBuffered(conn, buffered.Reader), server)
}

// join copies both ways until one side ends or the network closes.
func (n *Network) join(client, server net.Conn) {
	t := &tunnel{client, server}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.tunnels == nil {
		_ = t.Close() // the network is closed
		return
	}
	n.tunnels[t] = struct{}{}
	n.serving.Go(func() { n.copyUntilEnd(t, client, server) })
	n.serving.Go(func() { n.copyUntilEnd(t, server, client) })
}

// copyUntilEnd copies one way; its end is the end of the tunnel.
func (n *Network) copyUntilEnd(t *tunnel, to, from net.Conn) {
	_, _ = io.Copy(to, from) // either side may go away at any time
	_ = t.Close()
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.tunnels, t)
}

// closeTunnels ends every tunnel, and lets no new one begin.
func (n *Network) closeTunnels() error {
	n.mu.Lock()
	open := n.tunnels
	n.tunnels = nil
	n.mu.Unlock()
	var errs []error
	for t := range open {
		errs = append(errs, t.Close())
	}
	return errors.Join(errs...)
}

// tunnel is a pair of connections.
type tunnel struct{ client, server net.Conn }

// Close ends both; having ended before is no error.
func (t *tunnel) Close() error {
	var errs []error
	for _, c := range []net.Conn{t.client, t.server} {
		if err := c.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
