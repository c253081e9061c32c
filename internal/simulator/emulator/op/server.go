package op

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/ory/fosite"
	"github.com/ory/fosite/compose"
	"github.com/ory/fosite/handler/oauth2"
	"github.com/ory/fosite/token/hmac"
	"github.com/ory/fosite/token/jwt"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/seeded"
)

// Profile is what differs between providers inside the protocol.
type Profile struct {
	// Issuer is the "iss" of a client's tokens.
	Issuer func(Client) string
	// Lifespans of codes, tokens and logins.
	Lifespans Lifespans
	// AccessToken is the algorithm of access tokens; empty: opaque ones.
	AccessToken jose.SignatureAlgorithm
	// RefreshScopes: one of them must be granted for a refresh token; empty:
	// every code flow ends with one.
	RefreshScopes []string
	// Scopes that the provider knows; others are dropped from a request.
	Scopes []string
	// Names are what a person may type into the login page.
	Names func(provider.Person) []string
	// NewSubject makes a "sub" in the provider's own form.
	NewSubject func(provider.Person) string
	// IDTokenClaims and AccessTokenClaims are added to the registered ones.
	IDTokenClaims     func(Grant) Claims
	AccessTokenClaims func(Grant) Claims
	// SessionCookie is the name of the cookie of the provider's own login.
	SessionCookie string
}

// Grant is what somebody allowed a client.
type Grant struct {
	Client  Client
	Person  provider.Person // zero when the account is gone
	Subject string
	Scopes  []string
}

// Has reports whether a scope was granted.
func (g Grant) Has(scope string) bool { return slices.Contains(g.Scopes, scope) }

// Server is one provider's protocol and state. Safe for concurrent use.
type Server struct {
	Profile Profile
	Keys    *Keys
	Clients *Clients
	People  *People
	Log     *Log
	// Seeded are bugs that the provider has.
	Seeded seeded.Set

	base         *url.URL
	now          func() time.Time
	store        *store
	oauth        fosite.OAuth2Provider
	strategy     *strategy
	sessions     *table[Session]
	interactions *table[Interaction]
	consents     *consents
	memory       sync.Map // grants by token, with UserinfoRemembers
}

// NewServer makes a provider without clients and people. The options must have
// been parsed.
func NewServer(base *url.URL, o Options, p Profile) *Server {
	s := &Server{
		Profile: p, Keys: o.Keys, base: base, now: o.Now, Seeded: o.Seeded,
		Clients:      &Clients{byID: map[string]Client{}, seeded: o.Seeded},
		People:       newPeople(p.Names, p.NewSubject, o.Seeded),
		Log:          &Log{now: o.Now},
		sessions:     newTable[Session](o.Now),
		interactions: newTable[Interaction](o.Now),
		consents:     newConsents(),
	}
	s.Log.login = func(subject string) string {
		person, _ := s.People.BySubject(subject)
		return person.Login
	}
	s.store = newStore(s.Clients, o.Now, p.Lifespans, o.Seeded)
	s.oauth = s.library()
	return s
}

// library puts the parts of fosite together that the grants need.
func (s *Server) library() fosite.OAuth2Provider {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails, by its documentation
	refreshScopes := s.Profile.RefreshScopes
	if refreshScopes == nil {
		refreshScopes = []string{} // nil would mean the library's own default
	}
	config := &fosite.Config{
		AccessTokenLifespan: unlimited, RefreshTokenLifespan: unlimited,
		AuthorizeCodeLifespan: unlimited, IDTokenLifespan: unlimited,
		GlobalSecret: secret, ClientSecretsHasher: hasher{s.Seeded}, RefreshTokenScopes: refreshScopes,
		// None of the providers demands PKCE; those who send it are held to it.
		EnablePKCEPlainChallengeMethod: true,
		// A nonce of any length is taken.
		MinParameterEntropy: -1,
		// Unknown scopes are the provider's business, and so are http redirects.
		ScopeStrategy:         func([]string, string) bool { return true },
		RedirectSecureChecker: func(context.Context, *url.URL) bool { return true },
		// The library would set its default at the first request, without a lock.
		AudienceMatchingStrategy: fosite.DefaultAudienceMatchingStrategy,
	}
	s.strategy = &strategy{
		HMACSHAStrategyUnPrefixed: oauth2.NewHMACSHAStrategyUnPrefixed(&hmac.HMACStrategy{Config: config}, config),
		profile:                   &s.Profile, keys: s.Keys, people: s.People, clients: s.Clients, now: s.now, seeded: s.Seeded,
	}
	// The library verifies hints with its signer; hints are not passed on to it.
	signer := &jwt.DefaultSigner{GetPrivateKey: func(context.Context) (any, error) { return s.Keys.key, nil }}
	factories := []compose.Factory{
		compose.OAuth2AuthorizeExplicitFactory, compose.OAuth2RefreshTokenGrantFactory,
		compose.OAuth2ClientCredentialsGrantFactory,
		compose.OpenIDConnectExplicitFactory, compose.OpenIDConnectRefreshFactory,
		compose.OAuth2TokenIntrospectionFactory, compose.OAuth2TokenRevocationFactory,
	}
	if !s.Seeded.Has(seeded.ChallengeIgnored) {
		factories = append(factories, compose.OAuth2PKCEFactory)
	}
	return compose.Compose(config, s.store,
		&compose.CommonStrategy{CoreStrategy: s.strategy, OpenIDConnectTokenStrategy: s.strategy, Signer: signer}, factories...)
}

// URL is the absolute address of a path below the base.
func (s *Server) URL(path string) string { return s.base.String() + path }

// HostURL is the absolute address of a path of the host.
func (s *Server) HostURL(path string) string { return s.base.Scheme + "://" + s.base.Host + path }

// BasePath is the path of the base: "/acme", or "".
func (s *Server) BasePath() string { return s.base.Path }

// Now is the time by the injected clock.
func (s *Server) Now() time.Time { return s.now() }

// Put implements provider.Provider.
func (s *Server) Put(_ context.Context, person provider.Person) error {
	if person.Login == "" {
		return errors.New("a person without a login cannot be kept")
	}
	s.People.Put(person)
	return nil
}

// Remove implements provider.Provider: it deletes a person, and ends its logins
// and tokens.
func (s *Server) Remove(_ context.Context, login string) error {
	person, ok := s.People.Remove(login)
	if !ok {
		return nil
	}
	s.sessions.removeIf(func(session Session) bool { return session.Subject == person.Subject })
	s.store.endGrants(person.Subject)
	s.consents.forget(person.Subject)
	return nil
}

// Requests are the recorded calls, oldest first.
func (s *Server) Requests() []Request { return s.Log.Requests() }

// Watch implements provider.Forgetter.
func (s *Server) Watch() (seen func() []Request, end func()) { return s.Log.Watch() }

// Join writes scopes as protocols do.
func Join(scopes []string) string { return strings.Join(scopes, " ") }
