package simulator

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"gonogo/internal/guide"
	"gonogo/internal/simulator/front"
)

// sites are the two places of a stack that answer HTTP.
type sites struct {
	rocketChatURL, providerURL string
	serve                      func(rocketChat, provider http.Handler)
}

// namedSites are the names that the guide prints.
func namedSites(n *front.Network, g *guide.Guide) (sites, error) {
	rocketChat, err := host(g.RocketChatURL)
	if err != nil {
		return sites{}, err
	}
	provider, err := host(g.ProviderURL)
	if err != nil {
		return sites{}, err
	}
	return sites{g.RocketChatURL, g.ProviderURL, func(r, p http.Handler) {
		n.Handle(rocketChat, r)
		n.Handle(provider, p)
	}}, nil
}

// addressedSites are two fixed addresses with plain HTTP.
func addressedSites(ctx context.Context, n *front.Network, a Addresses) (sites, error) {
	rocketChat, err := n.Listen(ctx, a.RocketChat, a.RocketChatFlag)
	if err != nil {
		return sites{}, err
	}
	provider, err := n.Listen(ctx, a.Provider, a.ProviderFlag)
	if err != nil {
		return sites{}, err
	}
	return sites{rocketChat.URL(), provider.URL(), func(r, p http.Handler) {
		rocketChat.Serve(r)
		provider.Serve(p)
	}}, nil
}

// host is the host of an address, without port.
func host(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return "", fmt.Errorf("%q is not an address such as https://rocket.company", address)
	}
	return u.Hostname(), nil
}
