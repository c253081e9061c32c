package contained

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/provider/entra"
	"gonogo/internal/provider/live"
)

// tenant is a Microsoft Entra ID tenant of the user's own, beside a Rocket.Chat in
// containers: nothing of it runs here. Rocket.Chat gets a way out to it, and so
// does the browser, to Microsoft's login alone.
type tenant struct{ options live.Options }

// readdress puts the tenant's id in the place of the guide's example.
func (t tenant) readdress(g *guide.Guide) (*guide.Guide, error) {
	moved, err := g.At(g.RocketChatURL, "https://"+host(g.ProviderURL))
	if err != nil {
		return nil, err
	}
	moved.ProviderURL = "https://" + host(g.ProviderURL) + "/" + t.options.EntraTenant
	for i, s := range moved.Statements { // At has made the list anew
		moved.Statements[i].Value = strings.ReplaceAll(s.Value, g.ProviderURL, moved.ProviderURL)
	}
	return moved, nil
}

func (tenant) images() []string { return nil }

func (tenant) upstream() string { return "" }

// outside are the names that Microsoft's login needs. Patterns are left out: the
// stack's proxy leads single names only.
func (t tenant) outside() []string {
	names := append(live.Hosts(entra.ID), host(t.options.URL))
	return slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, "*") })
}

// run only says what will become of the tenant, which people own.
func (t tenant) run(_ context.Context, a *assembly) error {
	a.awaited.say(fmt.Sprintf("Rocket.Chat is registered in the tenant at %s, people are made there, and both are removed at the end.", t.options.URL))
	for _, line := range live.Lasting(entra.ID, t.options.URL) {
		a.awaited.say("The run will " + line + ".")
	}
	return nil
}

// open administrates the tenant from this machine, by a way of its own: the
// stack's client trusts the stack's authority alone.
func (t tenant) open(context.Context, engine, string, *http.Client) (provider.Provider, error) {
	o := t.options
	o.HTTP = &http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	p, err := live.Open(entra.ID, o)
	if err != nil {
		return nil, err
	}
	if owned, ok := p.(tenancy); ok {
		return &guest{tenancy: owned}, nil
	}
	return p, nil // prepared by hand: nothing is made there
}

// tenancy is what an administrated tenant can do.
type tenancy interface {
	provider.Provider
	provider.Homed
	provider.Unregisterer
}

// guest takes the registrations back that it has made; scenarios do so with
// people themselves.
type guest struct {
	tenancy

	mu   sync.Mutex
	made []string // client ids
}

// Register notes what was made.
func (g *guest) Register(ctx context.Context, r provider.Registration) (provider.Credentials, error) {
	c, err := g.tenancy.Register(ctx, r)
	if err != nil {
		return c, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if !slices.Contains(g.made, c.ClientID) {
		g.made = append(g.made, c.ClientID)
	}
	return c, nil
}

// leave takes the registrations away.
func (g *guest) leave(ctx context.Context) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	var errs []error
	for _, id := range g.made {
		if err := g.Unregister(ctx, id); err != nil {
			errs = append(errs, fmt.Errorf("removing the registration %s from the tenant: %w", id, err))
		}
	}
	g.made = nil
	return errors.Join(errs...)
}
