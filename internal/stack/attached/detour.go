package attached

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"

	"gonogo/internal/stack/fault"
)

// detour is a proxy of this process that leads to a live provider, and fails as
// planted. It stands at the provider's own host name, on a port of its own: what
// the provider remembers in cookies holds on both.
type detour struct {
	layer   *fault.Layer
	server  *http.Server
	serving sync.WaitGroup
	origin  string // "http://127.0.0.1:40123"
}

func newDetour(ctx context.Context, to *url.URL) (*detour, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(to.Hostname(), "0"))
	if err != nil {
		return nil, fmt.Errorf("opening a detour to the provider: %w", err)
	}
	quiet := log.New(io.Discard, "", 0) // people who go away are no news
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: to.Scheme, Host: to.Host}) },
		Transport: &http.Transport{DisableKeepAlives: true},
		ErrorLog:  quiet,
	}
	d := &detour{layer: fault.NewLayer(proxy), origin: "http://" + at(to, l.Addr())}
	d.server = &http.Server{Handler: d.layer, ErrorLog: quiet}
	d.serving.Go(func() { _ = d.server.Serve(l) }) // always ends with an error, which is the closing
	return d, nil
}

// at is the port of an address at the host of another one.
func at(host *url.URL, listening net.Addr) string {
	_, port, _ := net.SplitHostPort(listening.String()) // of a listener, so it has one
	return net.JoinHostPort(host.Hostname(), port)
}

// close ends the detour and who is on it.
func (d *detour) close() error {
	err := d.server.Close()
	d.serving.Wait()
	return err
}

// wall is an address where connections are refused for as long as it stands. The
// operating system gives the port to nobody else, since a connection of our own
// begins there, and nobody listens at it.
type wall struct{ near, far net.Conn }

func newWall(ctx context.Context, host string) (*wall, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, fmt.Errorf("finding a port that refuses connections: %w", err)
	}
	defer func() { _ = l.Close() }() // it was only to be connected to
	near, err := new(net.Dialer).DialContext(ctx, "tcp", l.Addr().String())
	if err != nil {
		return nil, fmt.Errorf("finding a port that refuses connections: %w", err)
	}
	far, err := l.Accept()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("finding a port that refuses connections: %w", err), near.Close())
	}
	return &wall{near, far}, nil
}

func (w *wall) close() error { return errors.Join(w.near.Close(), w.far.Close()) }
