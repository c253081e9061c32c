package front

import (
	"net"
	"sync"
)

// handover is a listener whose connections are handed to it by this process
// instead of by the operating system.
type handover struct {
	incoming chan net.Conn
	closed   chan struct{}

	mu   sync.Mutex
	open map[*handed]struct{}
	over bool
}

func newHandover() *handover {
	return &handover{
		incoming: make(chan net.Conn),
		closed:   make(chan struct{}),
		open:     map[*handed]struct{}{},
	}
}

// give passes a connection to whoever accepts, and owns it from then on.
func (h *handover) give(c net.Conn) error {
	conn := &handed{Conn: c, listener: h}
	h.mu.Lock()
	if !h.over {
		h.open[conn] = struct{}{}
	}
	h.mu.Unlock()
	select {
	case h.incoming <- conn:
		return nil
	case <-h.closed:
		_ = conn.Close()
		return net.ErrClosed
	}
}

// Accept waits for the next connection.
func (h *handover) Accept() (net.Conn, error) {
	select {
	case c := <-h.incoming:
		return c, nil
	case <-h.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and closes every connection that is still open: a server
// that is closed at the moment of accepting does not know its last one.
func (h *handover) Close() error {
	h.mu.Lock()
	if h.over {
		h.mu.Unlock()
		return nil
	}
	h.over = true
	close(h.closed)
	open := h.open
	h.open = nil
	h.mu.Unlock()
	for c := range open {
		_ = c.Conn.Close()
	}
	return nil
}

// Addr is the loopback address without a port: there is none.
func (h *handover) Addr() net.Addr { return loopback() }

// handed is a connection that tells its listener when it is closed, and comes
// from the loopback interface whatever carries it.
type handed struct {
	net.Conn
	listener *handover
}

// Close closes the connection.
func (c *handed) Close() error {
	c.listener.mu.Lock()
	delete(c.listener.open, c)
	c.listener.mu.Unlock()
	return c.Conn.Close()
}

// RemoteAddr is an IP address even where a pipe has none: servers limit their
// clients by it.
func (c *handed) RemoteAddr() net.Addr {
	if a, ok := c.Conn.RemoteAddr().(*net.TCPAddr); ok {
		return a
	}
	return loopback()
}

func loopback() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
