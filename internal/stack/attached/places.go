package attached

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/provider/live"
)

// site is one guide with the place where its provider answers.
type site struct {
	guide    *guide.Guide      // with the addresses of the workspace and of the provider
	origin   string            // scheme, host and port of the provider
	listener net.Listener      // of the emulator; nil: the provider is live
	tls      *tls.Config       // of the emulator on https
	live     provider.Provider // nil: emulated
}

// place finds out where the providers of the guides are.
func (w *Workspace) place(ctx context.Context, o Options) error {
	at, err := address("GONOGO_PROVIDER_URL", o.ProviderURL)
	if err != nil {
		return err
	}
	if o.Live != nil {
		return w.reach(ctx, at, o)
	}
	return w.listen(ctx, at, o)
}

// reach takes the one guide to the provider that runs already.
func (w *Workspace) reach(ctx context.Context, at *url.URL, o Options) error {
	if err := w.trust.meet(ctx, "GONOGO_PROVIDER_URL", at); err != nil {
		return err
	}
	g := o.Guides[0]
	moved, err := move(g, w.url, at)
	if err != nil {
		return err
	}
	s := &site{guide: moved, origin: at.Scheme + "://" + at.Host}
	w.sites[g.ID] = s
	l := *o.Live
	l.URL, l.HTTP = moved.ProviderURL, w.http
	if s.live, err = live.Open(g.ID, l); err != nil {
		return err
	}
	return w.answers(ctx, moved.ProviderURL)
}

// answers asks the provider for a page; whatever it answers, it is there.
func (w *Workspace) answers(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, handshakePatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("GONOGO_PROVIDER_URL: %w", err)
	}
	answer, err := w.http.Do(request)
	if err != nil {
		return fmt.Errorf("no provider answers at GONOGO_PROVIDER_URL; start it, or correct the address: %w", hinted(err))
	}
	return answer.Body.Close()
}

// move readdresses a guide. A provider's address without a path keeps the
// guide's own path, as Guide.At does; one with a path replaces it.
func move(g *guide.Guide, rocketChat string, provider *url.URL) (*guide.Guide, error) {
	moved, err := g.At(rocketChat, provider.Scheme+"://"+provider.Host)
	if err != nil || provider.Path == "" || provider.String() == moved.ProviderURL {
		return moved, err
	}
	was := moved.ProviderURL
	moved.ProviderURL = provider.String()
	for i, s := range moved.Statements { // At has made the list anew
		moved.Statements[i].Value = strings.ReplaceAll(s.Value, was, moved.ProviderURL)
	}
	return moved, nil
}

// furtherPorts is how many ports a guide's emulator looks for a free one.
const furtherPorts = 50

// listen takes a port for each guide: GONOGO_PROVIDER_URL's for the first, the
// following free ones for the others, all with the same certificate.
func (w *Workspace) listen(ctx context.Context, at *url.URL, o Options) error {
	var config *tls.Config
	if at.Scheme == "https" {
		var err error
		if config, err = w.trust.serve(at.Hostname(), o.Certificate, o.Key); err != nil {
			return err
		}
	}
	port, err := strconv.Atoi(at.Port())
	if err != nil {
		return fmt.Errorf("the port of GONOGO_PROVIDER_URL is no number: %w", err)
	}
	first := port
	for _, g := range o.Guides {
		l, err := free(ctx, at.Hostname(), port, port == first)
		if err != nil {
			return err
		}
		taken := l.Addr().(*net.TCPAddr).Port
		s := &site{listener: l, tls: config, origin: at.Scheme + "://" + net.JoinHostPort(at.Hostname(), strconv.Itoa(taken))}
		w.sites[g.ID] = s
		if s.guide, err = g.At(w.url, s.origin); err != nil {
			return err
		}
		if port != 0 {
			port = taken + 1
		}
	}
	return nil
}

// free listens on the first free port from port on, or on port exactly.
func free(ctx context.Context, host string, port int, exactly bool) (net.Listener, error) {
	for p := port; ; p++ {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		switch {
		case err == nil:
			return l, nil
		case !errors.Is(err, syscall.EADDRINUSE):
			return nil, fmt.Errorf("cannot listen at GONOGO_PROVIDER_URL; set it to an address of this machine: %w", err)
		case exactly:
			return nil, fmt.Errorf("the port %d of GONOGO_PROVIDER_URL is in use by another program; stop it or choose another port", p)
		case p == port+furtherPorts:
			return nil, fmt.Errorf("no port from %d to %d is free for an emulator; choose another port for GONOGO_PROVIDER_URL", port, p)
		}
	}
}

// ReachHosts are the hosts that a browser must reach besides loopback.
func (w *Workspace) ReachHosts() []string {
	var hosts []string
	addresses := []string{w.url}
	for id, s := range w.sites {
		addresses = append(addresses, s.origin)
		if s.live != nil {
			hosts = append(hosts, live.Hosts(id)...)
		}
	}
	for _, a := range addresses {
		if u, err := address("", a); err == nil && !loopback(u.Hostname()) {
			hosts = append(hosts, u.Hostname())
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}
