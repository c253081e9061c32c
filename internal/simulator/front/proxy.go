package front

import (
	"bufio"
	"net"
	"net/http"
	"time"
)

// serveProxy is the proxy that browsers are given: CONNECT for https and for
// WebSocket, absolute addresses for http.
func (n *Network) serveProxy(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodConnect:
		n.connect(w, r)
	case r.URL.Scheme == "http":
		n.forward(w, r)
	default:
		http.Error(w, "This address is a proxy; set it as a browser's proxy.", http.StatusBadRequest)
	}
}

// connect hands the client's connection to the server of the name it asked for.
func (n *Network) connect(w http.ResponseWriter, r *http.Request) {
	if to := n.carriedTo(r.Host); to != "" {
		n.carry(w, r, to)
		return
	}
	if n.refuses(hostname(r.Host), everything) {
		http.Error(w, "Nobody takes connections to "+r.Host+".", http.StatusBadGateway)
		return
	}
	server := n.server(r.Host)
	if server == nil {
		n.refuse(r.Host)
		n.sayUnknown(w, r.Host, http.StatusBadGateway)
		return
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, "The proxy cannot take over this connection: use HTTP/1.1.", http.StatusInternalServerError)
		return
	}
	if err := confirm(conn); err != nil {
		_ = conn.Close()
		return
	}
	// An error means that the network is closing; the connection is closed then.
	_ = server.give(withBuffered(conn, buffered.Reader))
}

// confirm tells the client that the tunnel stands.
func confirm(conn net.Conn) error {
	if err := conn.SetDeadline(time.Time{}); err != nil {
		return err
	}
	_, err := conn.Write([]byte("HTTP/1.1 200 Connection Established\r\n\r\n"))
	return err
}

// forward serves a request with an absolute http address.
func (n *Network) forward(w http.ResponseWriter, r *http.Request) {
	h := n.handler("http", r.URL.Hostname())
	if h == nil || (r.URL.Port() != "" && r.URL.Port() != "80") {
		n.refuse(address(r.URL))
		n.sayUnknown(w, r.URL.Host, http.StatusBadGateway)
		return
	}
	if n.refuses(r.URL.Hostname(), r.URL.Path) {
		http.Error(w, "Nobody takes connections to "+r.URL.Host+".", http.StatusBadGateway)
		return
	}
	r.URL.Scheme, r.URL.Host = "", ""
	r.RequestURI = r.URL.RequestURI()
	r.Header.Del("Proxy-Connection")
	n.forwarded(h, "http").ServeHTTP(w, r)
}

// withBuffered gives back what the HTTP server has already read from conn.
func withBuffered(conn net.Conn, r *bufio.Reader) net.Conn {
	if r.Buffered() == 0 {
		return conn
	}
	return &bufferedConn{Conn: conn, r: r}
}

// bufferedConn reads through a buffer that was filled before.
type bufferedConn struct {
	net.Conn
	r *bufio.Reader
}

// Read reads from the buffer first.
func (c *bufferedConn) Read(p []byte) (int, error) { return c.r.Read(p) }
