package op

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/openid"
	"github.com/ory/fosite/token/jwt"
)

// Authorization is an accepted authorization request.
type Authorization struct {
	Client      Client
	RedirectURI string
	State       string
	Scopes      []string // as asked for and known to the provider
	Asked       []string // as asked for
	Prompt      string
	request     fosite.AuthorizeRequester
}

// Wants reports whether "prompt" contains the word.
func (a Authorization) Wants(prompt string) bool {
	return slices.Contains(strings.Fields(a.Prompt), prompt)
}

// Cause says why an authorization request was refused.
type Cause int

// The causes. The first two must not be answered with a redirect.
const (
	UnknownClient    Cause = iota + 1 // client_id is missing or unknown
	WrongRedirectURI                  // redirect_uri is missing or not registered
	BadRequest                        // anything else
)

// Refusal is an authorization request that was not accepted.
type Refusal struct {
	Cause       Cause
	Code        string // "unsupported_response_type", …
	Description string
	ClientID    string
	RedirectURI string
	State       string
}

// Error implements error.
func (r *Refusal) Error() string { return r.Code + ": " + r.Description }

// Authorize checks an authorization request: client and redirect URI first,
// byte by byte, then the rest with the library.
func (s *Server) Authorize(r *http.Request) (*Authorization, *Refusal) {
	if err := r.ParseForm(); err != nil {
		return nil, &Refusal{Cause: UnknownClient, Code: "invalid_request", Description: "the request is malformed"}
	}
	form := r.Form
	refusal := &Refusal{
		ClientID: form.Get("client_id"), RedirectURI: form.Get("redirect_uri"), State: form.Get("state"),
	}
	client, known := s.Clients.Get(refusal.ClientID)
	if !known {
		refusal.Cause, refusal.Code, refusal.Description = UnknownClient, "invalid_client", "unknown client"
		return nil, refusal
	}
	if !client.Accepts(refusal.RedirectURI) && !s.adopts(client, refusal.RedirectURI) {
		refusal.Cause, refusal.Code, refusal.Description = WrongRedirectURI, "invalid_redirect_uri", "redirect_uri not registered"
		return nil, refusal
	}
	request, err := s.parse(r.Context(), form)
	if err != nil {
		known := fosite.ErrorToRFC6749Error(err)
		refusal.Cause, refusal.Code, refusal.Description = BadRequest, known.ErrorField, known.GetDescription()
		return nil, refusal
	}
	asked := strings.Fields(form.Get("scope"))
	return &Authorization{
		Client: client, RedirectURI: refusal.RedirectURI, State: s.echoed(refusal.State),
		Asked: asked, Scopes: s.granted(asked), Prompt: form.Get("prompt"), request: request,
	}, nil
}

// libraryParameters are what the library gets to see. The others (prompt,
// max_age, hints, request objects) are the provider's own business.
func libraryParameters() []string {
	return []string{
		"client_id", "redirect_uri", "response_type", "response_mode", "scope", "nonce",
		"code_challenge", "code_challenge_method",
	}
}

func (s *Server) parse(ctx context.Context, form url.Values) (fosite.AuthorizeRequester, error) {
	// The library refuses a state of less than eight characters, which the
	// providers echo as they do any other, and none at all: it gets one of ours.
	reduced := url.Values{"state": {"echoed by the provider"}}
	for _, name := range libraryParameters() {
		if value := form.Get(name); value != "" {
			reduced.Set(name, value)
		}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/?"+reduced.Encode(), http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("building the library's request: %w", err)
	}
	return s.oauth.NewAuthorizeRequest(ctx, r)
}

func (s *Server) knownScopes(asked []string) []string {
	var kept []string
	for _, scope := range asked {
		if slices.Contains(s.Profile.Scopes, scope) && !slices.Contains(kept, scope) {
			kept = append(kept, scope)
		}
	}
	return kept
}

// Grant ends an authorization for the person of a session and returns the code.
func (s *Server) Grant(ctx context.Context, a Authorization, session Session) (string, error) {
	ar, ok := a.request.(*fosite.AuthorizeRequest)
	if !ok {
		return "", fmt.Errorf("an authorization request of type %T was not made here", a.request)
	}
	// The request may be granted more than once (a person who goes back and
	// submits again), so the library works on a copy.
	request := *ar
	request.HandledResponseTypes = nil
	request.ID = ""
	request.GrantedScope = slices.Clone(fosite.Arguments(a.Scopes))
	response, err := s.oauth.NewAuthorizeResponse(ctx, &request, &openid.DefaultSession{
		Claims:  s.loginClaims(session),
		Headers: &jwt.Headers{},
		Subject: session.Subject,
	})
	if err != nil {
		return "", fmt.Errorf("granting an authorization: %w", err)
	}
	return response.GetCode(), nil
}

// loginClaims tell the library of a login. It compares the time with the wall's
// clock, whatever the provider's shows, which therefore goes beside it.
func (s *Server) loginClaims(session Session) *jwt.IDTokenClaims {
	return &jwt.IDTokenClaims{
		Subject:  session.Subject,
		AuthTime: session.At.Add(time.Since(s.now())),
		Extra:    map[string]any{authTime: session.At.Unix()},
	}
}

// authTime is the claim of that name (OpenID Connect Core, section 2).
const authTime = "auth_time"
