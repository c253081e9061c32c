package op

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/openid"
	"github.com/ory/fosite/token/jwt"

	"gonogo/internal/simulator/seeded"
)

// TokenProblem is a refused token request.
type TokenProblem struct {
	Code        string // "invalid_client", "invalid_grant", …
	Description string // the library's words
	Replayed    bool   // the code had been used before
	Redirect    bool   // the redirect URI is not the one of the authorization
	ClientID    string // as sent
}

// Error implements error.
func (p *TokenProblem) Error() string { return p.Code + ": " + p.Description }

func emptySession() *openid.DefaultSession {
	return &openid.DefaultSession{Claims: &jwt.IDTokenClaims{}, Headers: &jwt.Headers{}}
}

// Tokens is the answer to a token request that was accepted.
type Tokens struct {
	Access  string
	Refresh string // empty: none
	ID      string // empty: none
	Scopes  []string
	Type    string // of the access token
	// ExpiresIn is the lifespan of the access token in seconds.
	ExpiresIn int
}

// Answer is the body that RFC 6749 §5.1 describes, as most providers send it;
// id_token and refresh_token are there if there are such tokens.
func (t Tokens) Answer() Claims {
	answer := Claims{
		"access_token": t.Access, "expires_in": t.ExpiresIn, "scope": Join(t.Scopes),
	}
	answer.Text("token_type", t.Type)
	answer.Text("id_token", t.ID)
	answer.Text("refresh_token", t.Refresh)
	return answer
}

// Token answers a token request.
func (s *Server) Token(r *http.Request) (*Tokens, *TokenProblem) {
	ctx := withCaller(r)
	request, err := s.oauth.NewAccessRequest(ctx, r, emptySession())
	if err != nil {
		return nil, problem(r, err)
	}
	if !request.GetGrantTypes().ExactOne("client_credentials") && !s.isSomebody(request.GetSession().GetSubject()) {
		return nil, &TokenProblem{Code: "invalid_grant", Description: "the account is gone"}
	}
	response, err := s.oauth.NewAccessResponse(ctx, request)
	if err != nil {
		return nil, problem(r, err)
	}
	t := &Tokens{
		Access: response.GetAccessToken(), Scopes: request.GetGrantedScopes(), Type: s.tokenType(),
		ExpiresIn: int(s.Profile.Lifespans.Access.Seconds()),
	}
	t.Refresh, _ = response.GetExtra("refresh_token").(string)
	t.ID, _ = response.GetExtra("id_token").(string)
	return t, nil
}

// isSomebody is false once an account is gone.
func (s *Server) isSomebody(subject string) bool {
	_, ok := s.People.BySubject(subject)
	return ok
}

// problem turns the library's error into one that can be told apart.
func problem(r *http.Request, err error) *TokenProblem {
	known := fosite.ErrorToRFC6749Error(err)
	p := &TokenProblem{
		Code: known.ErrorField, Description: known.GetDescription(),
		// The library says it in its hint only.
		Replayed: errors.Is(err, fosite.ErrInvalidatedAuthorizeCode) || strings.Contains(known.HintField, "already been used"),
		Redirect: strings.Contains(known.HintField, "redirect_uri"),
	}
	if p.Replayed {
		p.Code = "invalid_grant"
	}
	if id, _, ok := r.BasicAuth(); ok {
		p.ClientID = id
	} else {
		p.ClientID = r.PostForm.Get("client_id")
	}
	return p
}

// Bearer finds what an access token stands for. A token of somebody who has
// been removed stands for nothing.
func (s *Server) Bearer(ctx context.Context, token string) (Grant, bool) {
	if token == "" {
		return s.anybody()
	}
	use, request, err := s.oauth.IntrospectToken(ctx, token, fosite.AccessToken, emptySession())
	if err != nil || use != fosite.AccessToken {
		return s.remembered(token)
	}
	g := s.strategy.grant(request)
	s.remember(token, g)
	concerns(ctx, g.Subject)
	return g, g.Person.Subject != ""
}

// Revoke ends a token, as the client that asks is entitled to. It returns the
// problem of a client that could not be authenticated.
func (s *Server) Revoke(r *http.Request) *TokenProblem {
	if p, done := s.revokesOtherwise(r); done {
		return p
	}
	if err := s.oauth.NewRevocationRequest(r.Context(), r); err != nil {
		return problem(r, err)
	}
	return nil
}

// HeaderToken is the token of "Authorization: Bearer …", or "".
func HeaderToken(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// Introspect answers a client's question about a token (RFC 7662). active is
// false for tokens that are not, and for refresh tokens.
func (s *Server) Introspect(r *http.Request) (g Grant, active bool, refused *TokenProblem) {
	answer, err := s.oauth.NewIntrospectionRequest(r.Context(), r, emptySession())
	if errors.Is(err, fosite.ErrInactiveToken) {
		return Grant{}, s.Seeded.Has(seeded.IntrospectionAlwaysActive), nil
	}
	if err != nil {
		p := problem(r, err)
		p.Code = "invalid_client"
		return Grant{}, false, p
	}
	g = s.strategy.grant(answer.GetAccessRequester())
	return g, answer.IsActive() && answer.GetTokenUse() == fosite.AccessToken && g.Person.Subject != "", nil
}
