package op

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"sync"

	"github.com/ory/fosite"

	"gonogo/internal/simulator/seeded"
)

// Client is a registered relying party.
type Client struct {
	ID           string
	Name         string
	RedirectURIs []string
	// OwnTokens lets the client have tokens for itself, without a person
	// (RFC 6749 §4.4).
	OwnTokens bool
	secret    [sha256.Size]byte
}

// Accepts reports whether the redirect URI is registered. Every byte counts: a
// trailing slash, upper case, "?close", http for https and ":443" all differ.
func (c Client) Accepts(redirectURI string) bool { return slices.Contains(c.RedirectURIs, redirectURI) }

// Clients are the registered relying parties, safe for concurrent use.
type Clients struct {
	seeded seeded.Set

	mu   sync.RWMutex
	byID map[string]Client
}

// Put creates or replaces a client. Only a hash of the secret is kept.
func (c *Clients) Put(client Client, secret string) {
	client.secret = sha256.Sum256([]byte(secret))
	client.RedirectURIs = slices.Clone(client.RedirectURIs)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byID[client.ID] = client
}

// Get finds a client by its id.
func (c *Clients) Get(id string) (Client, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	client, ok := c.byID[id]
	return client, ok
}

// Find returns the first client, in order of ids, that matches.
func (c *Clients) Find(matches func(Client) bool) (Client, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var found Client
	var any bool
	for id, client := range c.byID {
		if matches(client) && (!any || id < found.ID) {
			found, any = client, true
		}
	}
	return found, any
}

// Accept reports whether an address is a redirect URI of any client: providers
// send people there after a logout too.
func (c *Clients) Accept(address string) bool {
	if c.seeded.Has(seeded.LogoutLeadsAnywhere) {
		return address != ""
	}
	_, accepted := c.Find(func(client Client) bool { return client.Accepts(address) })
	return accepted
}

// Remove deletes a client.
func (c *Clients) Remove(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.byID, id)
}

// library is the client as fosite wants it. It is not an OpenIDConnectClient,
// which leaves it free to authenticate by Basic or in the body: all five
// providers accept both, whatever was registered.
func (c *Clients) library(id string) (fosite.Client, bool) {
	client, ok := c.Get(id)
	if !ok {
		return nil, false
	}
	grants := []string{"authorization_code", "refresh_token"}
	if client.OwnTokens && !c.seeded.Has(seeded.OwnTokensRefused) {
		grants = append(grants, "client_credentials")
	}
	return &fosite.DefaultClient{
		ID: client.ID, Secret: client.secret[:], RedirectURIs: client.RedirectURIs,
		GrantTypes: grants, ResponseTypes: []string{"code"},
	}, true
}

// hasher compares secrets in constant time. The library's bcrypt would cost
// tens of milliseconds a login and protect secrets that live as long as a test.
type hasher struct{ seeded seeded.Set }

// Hash implements fosite.Hasher.
func (hasher) Hash(_ context.Context, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	return sum[:], nil
}

// Compare implements fosite.Hasher.
func (h hasher) Compare(ctx context.Context, hash, data []byte) error {
	sum := sha256.Sum256(data)
	if subtle.ConstantTimeCompare(hash, sum[:]) != 1 && !h.lenient(ctx) {
		return fosite.ErrInvalidClient
	}
	return nil
}
