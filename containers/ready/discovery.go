package ready

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/testcontainers/testcontainers-go/wait"
)

// wellKnown is where a provider's discovery document is, below its issuer
// (OpenID Connect Discovery 1.0, section 4).
const wellKnown = "/.well-known/openid-configuration"

// Discovery awaits that an OpenID provider's discovery document names the
// issuer that it was given.
type Discovery struct {
	Provider string // its name, for people: "Dex"
	Issuer   string // as clients know it: "https://id.acme.eu/dex"
	// Client reaches the issuer by its name. Without one, the question goes to
	// Port ("5556/tcp") as it is published on this machine, over plain HTTP.
	Client *http.Client
	Port   string
	Within time.Duration
}

var _ wait.Strategy = (*Discovery)(nil)

// String says what is awaited.
func (d *Discovery) String() string {
	if d.Client == nil {
		return fmt.Sprintf("%s tells the issuer %s in its discovery document at port %s", d.Provider, d.Issuer, d.Port)
	}
	return fmt.Sprintf("%s answers GET %s", d.Provider, d.Issuer+wellKnown)
}

// WaitUntilReady implements wait.Strategy.
func (d *Discovery) WaitUntilReady(ctx context.Context, target wait.StrategyTarget) error {
	return Poll(ctx, target, d.Within, d, func(ctx context.Context) error { return d.ask(ctx, target) })
}

func (d *Discovery) ask(ctx context.Context, target wait.StrategyTarget) error {
	if d.Client != nil {
		return discover(ctx, d.Client, d.Issuer, d.Issuer)
	}
	base, err := Published(ctx, target, d.Port, d.Issuer)
	if err != nil {
		return err
	}
	// Its own: no proxy of the environment, and nothing left open.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	return discover(ctx, client, base, d.Issuer)
}

// Published is the issuer's path on the container's published port:
// "http://127.0.0.1:49153/dex".
func Published(ctx context.Context, target wait.StrategyTarget, port, issuer string) (string, error) {
	u, err := url.Parse(issuer)
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

func discover(ctx context.Context, client *http.Client, base, issuer string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+wellKnown, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s answers %s", req.URL, resp.Status)
	}
	var document struct {
		Issuer string `json:"issuer"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&document); err != nil {
		return fmt.Errorf("reading the discovery document: %w", err)
	}
	if document.Issuer != issuer {
		return fmt.Errorf("the discovery document names the issuer %q instead of %q", document.Issuer, issuer)
	}
	return nil
}
