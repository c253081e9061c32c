package front

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

// Address is a fixed loopback address that speaks plain HTTP.
type Address struct {
	network  *Network
	listener net.Listener
}

// Listen takes a loopback address such as "127.0.0.1:3000"; flag is the
// command-line flag by which the user chose it ("-rocketchat"), for the error.
// The address answers from Serve on; the network's Close frees it.
func (n *Network) Listen(ctx context.Context, addr, flag string) (*Address, error) {
	if err := checkLoopback(addr, flag); err != nil {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program; stop it or choose another address with %s", addr, flag)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s (%s): %w", addr, flag, err)
	}
	a := &Address{network: n, listener: l}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.addresses = append(n.addresses, a)
	return a, nil
}

// URL is the address as a person types it: "http://127.0.0.1:3000".
func (a *Address) URL() string { return "http://" + a.addr() }

// Serve answers every request with h, whatever its Host header says, as a
// server on a port of its own does. Call it once.
func (a *Address) Serve(h http.Handler) {
	a.network.serve(a.listener, a.network.forwarded(h, "http"), nil)
}

func (a *Address) addr() string { return a.listener.Addr().String() }

// close frees the port; the server that Serve started may have done so.
func (a *Address) close() error {
	if err := a.listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

// checkLoopback refuses what other machines could reach: a simulator has
// passwords that are no secret.
func checkLoopback(addr, flag string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%s %q is not an address such as 127.0.0.1:3000", flag, addr)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s %q is not a loopback address; the simulator listens on 127.0.0.1 or [::1] only", flag, addr)
	}
	return nil
}
