package clavex

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"gonogo/internal/provider/rest"
)

// session is an administrator's access to one organization.
type session struct {
	api          *rest.Client
	organization string // UUID: the slug is refused with 400
	ends         time.Time
}

// adminCookie holds an administrator's token. Sent as a bearer token, because
// the cookie itself would have to come with a CSRF token
// (internal/middleware/csrf.go).
const adminCookie = "clavex_admin"

// loggedIn is the answer to an administrator's login.
type loggedIn struct {
	ExpiresIn int    `json:"expires_in"` // seconds
	OrgID     string `json:"org_id"`
	OrgSlug   string `json:"org_slug"`
}

// open returns the running session, or begins one: it logs in, finds or creates
// the organization and lifts its limits.
func (p *Provider) open(ctx context.Context) (*session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.session != nil && p.now().Before(p.session.ends) {
		return p.session, nil
	}
	s, known, err := p.logIn(ctx)
	if err != nil {
		return nil, err
	}
	if known.OrgSlug == p.slug {
		s.organization = known.OrgID
	} else if s.organization, err = s.findOrganization(ctx, p.slug); err != nil {
		return nil, err
	}
	if s.organization == "" {
		return nil, fmt.Errorf("the answers of Clavex hold no UUID of the organization %q", p.slug)
	}
	if err := s.liftLimits(ctx); err != nil {
		return nil, err
	}
	p.session = s
	return s, nil
}

// logIn presents the API key, or exchanges the password for a token.
func (p *Provider) logIn(ctx context.Context) (*session, loggedIn, error) {
	s := &session{api: client(p.host, p.options)}
	if p.options.APIKey != "" {
		as(s.api, "X-API-Key", p.options.APIKey)
		s.ends = p.now().Add(time.Hour) // looks the organization up again now and then
		return s, loggedIn{}, nil
	}
	asked := rest.Request{
		Asked: "log in as administrator " + p.options.AdminEmail, Method: http.MethodPost,
		Path: "/api/v1/auth/login", Accept: []int{http.StatusOK},
		Body: map[string]string{
			"org_slug": p.options.AdminOrg, "email": p.options.AdminEmail, "password": p.options.AdminPassword,
		},
	}
	var answer loggedIn
	got, err := s.api.Exchange(ctx, asked, &answer)
	if err != nil {
		return nil, loggedIn{}, err
	}
	for _, cookie := range got.Cookies {
		if cookie.Name == adminCookie && cookie.Value != "" {
			as(s.api, "Authorization", "Bearer "+cookie.Value)
			s.api.Secrets.Add(cookie.Value)
			s.ends = p.now().Add(time.Duration(answer.ExpiresIn) * time.Second)
			return s, answer, nil
		}
	}
	return nil, loggedIn{}, s.api.Unusable(asked, "sets no cookie "+adminCookie)
}

// organization is an entry of the list of organizations.
type organization struct {
	ID   string `json:"id"`
	Slug string `json:"slug"`
}

// findOrganization needs a super administrator (internal/server/server.go). One
// organization is free of charge; with a second one, Clavex stops serving OIDC
// after 30 days (config.example.yaml, "License").
func (s *session) findOrganization(ctx context.Context, slug string) (string, error) {
	var all []organization
	err := s.api.Call(ctx, rest.Request{
		Asked: "list the organizations", Method: http.MethodGet,
		Path: "/api/v1/organizations", Accept: []int{http.StatusOK},
	}, &all)
	if err != nil {
		return "", err
	}
	for _, o := range all {
		if o.Slug == slug {
			return o.ID, nil
		}
	}
	var created organization
	err = s.api.Call(ctx, rest.Request{
		Asked: "create the organization " + slug, Method: http.MethodPost,
		Path: "/api/v1/organizations", Body: map[string]string{"name": slug, "slug": slug}, Accept: []int{http.StatusCreated},
	}, &created)
	return created.ID, err
}

// limits are the highest that Clavex takes, a minute
// (internal/handler/login_history.go).
type limits struct {
	Logins   int `json:"login_per_ip_per_min"`
	Tokens   int `json:"token_per_client_per_min"`
	Requests int `json:"global_per_ip_per_min"`
}

// liftLimits raises what would stop a test run: 10 logins an address, where all
// browsers of a run share one. Clavex keeps limits that it has applied before
// for up to 30 s more (internal/middleware/ratelimit.go).
func (s *session) liftLimits(ctx context.Context) error {
	return s.api.Call(ctx, rest.Request{
		Asked: "lift the rate limits", Method: http.MethodPut,
		Path: s.org("rate-limits"), Body: limits{Logins: 600, Tokens: 3600, Requests: 3600}, Accept: []int{http.StatusOK},
	}, nil)
}

// org is the path of something that belongs to the organization.
func (s *session) org(segments ...string) string {
	joined := "/api/v1/organizations/" + s.organization
	for _, segment := range segments {
		joined += "/" + url.PathEscape(segment)
	}
	return joined
}
