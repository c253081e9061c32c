package ready

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"
)

// Way is how a server is asked: by a client at its public address or, without
// one, at its port as it is published on this machine, over plain HTTP.
type Way struct {
	Base   string // public address; its path counts either way: "https://id.acme.eu/dex"
	Client *http.Client
	Port   string // "5556/tcp"
}

// String says in words where the server is asked.
func (w Way) String() string {
	if w.Client == nil {
		return "port " + w.Port
	}
	return w.Base
}

// Reach finds the base address and the client for it.
func (w Way) Reach(ctx context.Context, target wait.StrategyTarget) (base string, client *http.Client, err error) {
	if w.Client != nil {
		return w.Base, w.Client, nil
	}
	base, err = Published(ctx, target, w.Port, w.Base)
	// A client of its own: no proxy of the environment, and nothing left open.
	return base, &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, err
}

// Published is an address's path on the container's published port:
// "http://127.0.0.1:49153/dex".
func Published(ctx context.Context, target wait.StrategyTarget, port, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("reading the issuer: %w", err)
	}
	host, err := target.Host(ctx)
	if err != nil {
		return "", fmt.Errorf("finding Docker's host: %w", err)
	}
	mapped, err := target.MappedPort(ctx, port)
	if err != nil {
		return "", fmt.Errorf("finding where port %s is published: %w", port, err)
	}
	return "http://" + host + ":" + mapped.Port() + u.EscapedPath(), nil
}

// Get asks an address, wants success (200 to 299), and lets the answer be read
// (nil: dropped).
func Get(ctx context.Context, client *http.Client, address string, read func(io.Reader) error) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("GET %s answers %s", address, response.Status)
	}
	if read == nil {
		return nil
	}
	return read(response.Body)
}

// Answer awaits that a server answers a path with success.
type Answer struct {
	Server string // its name, for people: "Clavex"
	Way    Way
	Path   string // below the base: "/healthz"
	Within time.Duration
}

var _ wait.Strategy = (*Answer)(nil)

// String says what is awaited.
func (a *Answer) String() string {
	return fmt.Sprintf("%s answers GET %s at %s", a.Server, a.Path, a.Way)
}

// WaitUntilReady implements wait.Strategy.
func (a *Answer) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return Poll(ctx, target, a.Within, a, func(ctx context.Context) error {
		base, client, err := a.Way.Reach(ctx, target)
		if err != nil {
			return err
		}
		return Get(ctx, client, base+a.Path, nil)
	})
}
