package scenario

import (
	"context"
	"net/http"
	"net/url"
)

// UserInfoKnows checks that the user info endpoint tells who a token stands for,
// and nothing to somebody without one.
func (c *Client) UserInfoKnows(p *Person, t Tokens) {
	c.run.Check("user info tells her e-mail for her token only", func(ctx context.Context) error {
		status, answer, err := c.userInfo(ctx, t.access)
		if err != nil || status != http.StatusOK || answer["email"] != p.Email {
			return orDiffers(err, "user info answers %d, with her e-mail: %t", status, answer["email"] == p.Email)
		}
		status, _, err = c.userInfo(ctx, "not-"+t.access)
		if err != nil || status != http.StatusUnauthorized {
			return orDiffers(err, "user info answers %d to a token that never was", status)
		}
		return nil
	})
}

// IsWorthless checks that an access token opens nothing any more.
func (c *Client) IsWorthless(t Tokens) {
	c.run.Check("the access token is worthless", func(ctx context.Context) error {
		status, _, err := c.userInfo(ctx, t.access)
		if err != nil || status != http.StatusUnauthorized {
			return orDiffers(err, "user info answers %d", status)
		}
		return nil
	})
}

func (c *Client) userInfo(ctx context.Context, token string) (status int, answer map[string]any, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address(c.endpoints.UserInfo), nil)
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return c.send(request)
}

// IntrospectionSays checks what the provider says of a token (RFC 7662 §2.2).
func (c *Client) IntrospectionSays(active bool, t Tokens) {
	sentence := "introspection calls the access token active"
	if !active {
		sentence = "introspection calls the access token inactive"
	}
	c.run.Check(sentence, func(ctx context.Context) error {
		status, answer, err := c.post(ctx, c.endpoints.Introspect, c.secret, url.Values{"token": {t.access}})
		if err != nil || status != http.StatusOK || answer["active"] != active {
			return orDiffers(err, "introspection answers %d, active: %v", status, answer["active"])
		}
		return nil
	})
}

// Revokes ends an access token (RFC 7009 §2).
func (c *Client) Revokes(t Tokens) {
	c.run.Check("the client revokes the access token", func(ctx context.Context) error {
		form := url.Values{"token": {t.access}, "token_type_hint": {"access_token"}}
		status, _, err := c.post(ctx, c.endpoints.Revoke, c.secret, form)
		if err != nil || status != http.StatusOK {
			return orDiffers(err, "revocation answers %d", status)
		}
		return nil
	})
}

// SignsOut checks that the logout endpoint ends a login at the provider and sends
// the person on to the registered address, and to no other (OpenID Connect
// RP-Initiated Logout §3): the next authorization shows a form.
func (c *Client) SignsOut(p *Person) {
	c.run.Check("logout ends her login at the provider and sends her to "+c.run.Guide().RedirectURI, func(ctx context.Context) error {
		v, err := c.visit()
		if err != nil {
			return err
		}
		if code, err := v.signIn(ctx, p); err != nil || code == "" {
			return orDiffers(err, "the provider does not let her in")
		}
		if code, _, err := v.open(ctx, c.authorization(nil)); err != nil || code == "" {
			return orDiffers(err, "the provider has forgotten her before she signs out")
		}
		logout := c.address(c.endpoints.Logout) + "?post_logout_redirect_uri="
		away, err := v.location(ctx, logout+url.QueryEscape(c.run.Guide().RedirectURI))
		if err != nil || away != c.run.Guide().RedirectURI {
			return orDiffers(err, "logout leads to %q", away)
		}
		if away, err := v.location(ctx, logout+url.QueryEscape("https://elsewhere.example/")); err != nil || away != "" {
			return orDiffers(err, "logout leads to %q, which nobody has registered", away)
		}
		if code, _, err := v.open(ctx, c.authorization(nil)); err != nil || code != "" {
			return orDiffers(err, "the provider still knows her")
		}
		return nil
	})
}
