package ready

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
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
	base, client, err := Way{Base: d.Issuer, Client: d.Client, Port: d.Port}.Reach(ctx, target)
	if err != nil {
		return err
	}
	return Get(ctx, client, base+wellKnown, d.named)
}

// named wants the issuer in the document.
func (d *Discovery) named(body io.Reader) error {
	var document struct {
		Issuer string `json:"issuer"`
	}
	if err := json.NewDecoder(body).Decode(&document); err != nil {
		return fmt.Errorf("reading the discovery document: %w", err)
	}
	if document.Issuer != d.Issuer {
		return fmt.Errorf("the discovery document names the issuer %q instead of %q", document.Issuer, d.Issuer)
	}
	return nil
}
