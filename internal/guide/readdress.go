package guide

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// At returns a copy of the guide in which Rocket.Chat and the provider have
// other addresses ("http://127.0.0.1:3000"). Paths stay: a provider at
// https://id.acme.eu/acme becomes http://127.0.0.1:9999/acme.
func (g *Guide) At(rocketChat, provider string) (*Guide, error) {
	was, err := origin(g.ProviderURL)
	if err != nil {
		return nil, err
	}
	replace := replacer(g, was, rocketChat, provider)
	moved := *g
	moved.RocketChatURL = rocketChat
	moved.ProviderURL = replace(g.ProviderURL)
	moved.RedirectURI = replace(g.RedirectURI)
	moved.Statements = slices.Clone(g.Statements)
	for i := range moved.Statements {
		moved.Statements[i].Value = replace(moved.Statements[i].Value)
	}
	return &moved, nil
}

// replacer fills the reader's choices in first: a host may be one of them.
func replacer(g *Guide, providerOrigin, rocketChat, provider string) func(string) string {
	var choices []string
	for _, c := range g.Choices {
		choices = append(choices, "{"+c.Placeholder+"}", c.Value)
	}
	fill := strings.NewReplacer(choices...)
	move := strings.NewReplacer(g.RocketChatURL, rocketChat, providerOrigin, provider)
	return func(text string) string { return move.Replace(fill.Replace(text)) }
}

// origin is scheme and host of an address.
func origin(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("%q is not an address such as https://id.acme.eu/acme", address)
	}
	return u.Scheme + "://" + u.Host, nil
}
