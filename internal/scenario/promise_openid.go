package scenario

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"gonogo/internal/browser"
	"gonogo/internal/guide"
)

// RelyingParty takes Rocket.Chat's part at the provider with what the guide sets,
// as a client that checks what Rocket.Chat does not: id tokens, and who may use a
// code (§4.2).
func (r *Run) RelyingParty() *Client {
	return r.Client(Endpoints{
		Authorize: r.setting("authorize-path"), Token: r.setting("token-path"), UserInfo: r.setting("identity-path"),
	})
}

// metadata is what a provider publishes of itself (OpenID Connect Discovery §3).
type metadata struct {
	oidc.ProviderConfig
	IssuerComesBack bool `json:"authorization_response_iss_parameter_supported"`
}

// metadata reads the provider's configuration. authentik has one for each
// application, Encvoy ID below its service (providers); the others, as the standard
// has it, below the address that the guide gives.
func (c *Client) metadata(ctx context.Context) (metadata, error) {
	below := map[string]string{"encvoy": "/api/oidc", "authentik": "/" + slug(c.run.Guide())}[c.run.Guide().ID]
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address(below+"/.well-known/openid-configuration"), http.NoBody)
	if err != nil {
		return metadata{}, err
	}
	status, answer, err := c.send(request)
	if err != nil || status != http.StatusOK || answer == nil {
		return metadata{}, orDiffers(err, "%s answers %d", request.URL.Path, status)
	}
	raw, err := json.Marshal(answer)
	if err != nil {
		return metadata{}, err
	}
	var m metadata
	return m, json.Unmarshal(raw, &m)
}

// slug is what authentik makes of an application's name for addresses.
func slug(g *guide.Guide) string {
	words := strings.FieldsFunc(strings.ToLower(g.Registration.Name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// IsDescribedAsTheGuideHasIt checks that the provider's own description of itself
// names the endpoints of the guide's settings, and the issuer that sends people back.
func (c *Client) IsDescribedAsTheGuideHasIt() {
	c.run.Check("the provider describes itself with the guide's endpoints", func(ctx context.Context) error {
		m, err := c.metadata(ctx)
		if err != nil {
			return err
		}
		for _, endpoint := range []struct{ name, published, path string }{
			{"authorization", m.AuthURL, c.endpoints.Authorize},
			{"token", m.TokenURL, c.endpoints.Token},
			{"userinfo", m.UserInfoURL, c.endpoints.UserInfo},
		} {
			if strings.TrimRight(endpoint.published, "/") != strings.TrimRight(c.address(endpoint.path), "/") {
				return differs("its %s endpoint is %s instead of %s", endpoint.name, endpoint.published, c.address(endpoint.path))
			}
		}
		return nil
	})
}

// TellsWhoLoggedIn lets somebody log in and checks the id token as OpenID Connect
// Core §3.1.3.7 has it: signed with a published key, by the issuer, for this client
// and this login, and still good; and that user info speaks of the same person (§5.3.2).
func (c *Client) TellsWhoLoggedIn(p *Person) {
	c.run.Check("the provider's id token says who logged in, and user info says the same", func(ctx context.Context) error {
		m, err := c.metadata(ctx)
		if err != nil {
			return err
		}
		const nonce = "of-this-login"
		back, err := c.sentBack(ctx, p, url.Values{"nonce": {nonce}})
		if err != nil {
			return err
		}
		if m.IssuerComesBack && back.Get("iss") != m.IssuerURL {
			return differs("she comes back from %q instead of %q", back.Get("iss"), m.IssuerURL)
		}
		t, err := c.redeemed(ctx, back.Get("code"))
		if err != nil {
			return err
		}
		ctx = oidc.ClientContext(ctx, c.run.stack.HTTP())
		token, err := m.NewProvider(ctx).Verifier(&oidc.Config{ClientID: c.id}).Verify(ctx, t.id)
		if err != nil {
			return differs("the id token is worth nothing: %s", c.run.redactor.String(err.Error()))
		}
		return c.fits(ctx, p, t, token, nonce)
	})
}

// fits compares a verified id token with the login that it comes from.
func (c *Client) fits(ctx context.Context, p *Person, t Tokens, token *oidc.IDToken, nonce string) error {
	if token.Nonce != nonce {
		return differs("the id token is of another login: its nonce is %q", token.Nonce)
	}
	if token.AccessTokenHash != "" && token.VerifyAccessToken(t.access) != nil {
		return differs("the id token is of another access token")
	}
	const tolerance = time.Minute // between the clocks of two machines
	if !token.Expiry.After(token.IssuedAt) || token.IssuedAt.After(time.Now().Add(tolerance)) {
		return differs("the id token lasts from %s to %s", token.IssuedAt.UTC(), token.Expiry.UTC())
	}
	status, answer, err := c.userInfo(ctx, t.access)
	switch {
	case err != nil || status != http.StatusOK:
		return orDiffers(err, "user info answers %d", status)
	case answer["sub"] != token.Subject:
		return differs("user info speaks of %#v, the id token of %q", answer["sub"], token.Subject)
	case answer["name"] != p.Name:
		return differs("user info calls her %#v instead of %q", answer["name"], p.Name)
	}
	return nil
}

// IsToldOfErrors checks that an authorization that cannot be granted comes back with
// the error and with its own state (OpenID Connect Core §3.1.2.6): whoever is nowhere
// logged in, and must not be asked, is not logged in.
func (c *Client) IsToldOfErrors() {
	c.run.Check("an error comes back with the state that it belongs to", func(ctx context.Context) error {
		v, err := c.visit()
		if err != nil {
			return err
		}
		away, err := v.location(ctx, c.authorization(url.Values{"prompt": {"none"}}))
		if err != nil {
			return err
		}
		base, query, _ := strings.Cut(away, "?")
		values, err := url.ParseQuery(query)
		switch {
		case err != nil || base != c.run.Guide().RedirectURI:
			return orDiffers(err, "the provider does not send her back")
		case values.Get("error") != "login_required":
			return differs("she is sent back with error %q", values.Get("error"))
		case values.Get("state") != ownState:
			return differs("the error comes back with the state %q", values.Get("state"))
		}
		return nil
	})
}

// TakesItsOwnRedirectURIOnly checks that the provider begins no login for a redirect
// URI that is not, byte for byte, the registered one (RFC 9700 §2.1; providers: a
// slash at the end, upper case, ?close, http and :443 all differ).
func (c *Client) TakesItsOwnRedirectURIOnly() {
	own := c.run.Guide().RedirectURI
	scheme, rest, _ := strings.Cut(own, "://")
	other := map[string]string{"https": "http", "http": "https"}[scheme]
	c.run.Check("the provider takes "+own+" for a redirect URI, and nothing like it", func(ctx context.Context) error {
		v, err := c.visit()
		if err != nil {
			return err
		}
		for _, uri := range []string{own + "/", own + "?close", own + "x", strings.Replace(own, "_oauth", "_OAUTH", 1), other + "://" + rest} {
			began, err := v.begins(ctx, c.authorization(url.Values{"redirect_uri": {uri}}), uri)
			if err != nil || began {
				return orDiffers(err, "the provider takes %s, too", uri)
			}
		}
		began, err := v.begins(ctx, c.authorization(nil), own)
		if err != nil || !began {
			return orDiffers(err, "the provider does not take it")
		}
		return nil
	})
}

// begins tells whether the provider goes on with an authorization: it shows a page
// that is no error's, or leads to one. Nothing leads to the redirect URI.
func (v *visit) begins(ctx context.Context, address, redirectURI string) (bool, error) {
	status, body, away, err := v.look(ctx, address)
	if err != nil || strings.HasPrefix(away, redirectURI) {
		return false, orDiffers(err, "the provider sends her to %s at once", redirectURI)
	}
	return !refuses(browser.Exchange{Status: status, ResponseBody: body}), nil
}
