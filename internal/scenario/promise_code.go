package scenario

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"time"

	"gonogo/internal/protocol"
	"gonogo/internal/provider"
)

// sentBack signs somebody in, in a browser of her own, for an authorization with
// further parameters, and returns what she comes back with.
func (c *Client) sentBack(ctx context.Context, p *Person, further url.Values) (url.Values, error) {
	visit, err := protocol.NewVisit(protocol.Options{
		Transport: c.run.stack.HTTP().Transport, Release: c.run.Release(),
		Guide: c.run.Guide().ID, ProviderURL: c.run.Guide().ProviderURL,
	}, c.run.Guide().RedirectURI)
	if err != nil {
		return nil, err
	}
	if err := visit.Go(ctx, c.authorization(further)); err != nil {
		return nil, err
	}
	if visit.Returned() == nil {
		if err := visit.SignIn(ctx, p.Login, p.Password); err != nil {
			return nil, err
		}
	}
	if visit.Returned() == nil {
		return nil, differs("the provider does not send her back: %s", visit.Shows())
	}
	back := visit.Returned().Query()
	c.run.redactor.Add(back.Get("code"))
	if back.Get("code") == "" || back.Get("state") != ownState {
		return nil, differs("she comes back with a code: %t, with the state %q", back.Get("code") != "", back.Get("state"))
	}
	return back, nil
}

// exchange is the token request for a code.
func (c *Client) exchange(code string) url.Values {
	return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {c.run.Guide().RedirectURI}}
}

func (c *Client) redeemed(ctx context.Context, code string) (Tokens, error) {
	return c.tokens(ctx, c.exchange(code))
}

// isRefused is an exchange that the provider must not accept.
func (c *Client) isRefused(ctx context.Context, form url.Values) error {
	_, problem, err := c.ask(ctx, c.secret, form)
	if err != nil || problem != "invalid_grant" {
		return orDiffers(err, "the provider answers %q", problem)
	}
	return nil
}

// HasCodesForOnce checks that a code that has been used is used up (RFC 6749 §4.1.2).
func (c *Client) HasCodesForOnce(p *Person) {
	c.run.Check("a code is good for once", func(ctx context.Context) error {
		back, err := c.sentBack(ctx, p, nil)
		if err != nil {
			return err
		}
		if _, err := c.redeemed(ctx, back.Get("code")); err != nil {
			return err
		}
		return c.isRefused(ctx, c.exchange(back.Get("code")))
	})
}

// HasCodesForItsRedirectURI checks that a code is exchanged with the redirect URI of
// its authorization only (RFC 6749 §4.1.3).
func (c *Client) HasCodesForItsRedirectURI(p *Person) {
	c.run.Check("a code is good with the redirect URI of its authorization only", func(ctx context.Context) error {
		back, err := c.sentBack(ctx, p, nil)
		if err != nil {
			return err
		}
		form := c.exchange(back.Get("code"))
		form.Set("redirect_uri", c.run.Guide().RedirectURI+"/elsewhere")
		return c.isRefused(ctx, form)
	})
}

// HasCodesForItself checks that another application, which the provider knows as
// well, cannot use a code (RFC 6749 §4.1.3).
func (c *Client) HasCodesForItself(p *Person) {
	c.run.Check("a code is good for this application only", func(ctx context.Context) error {
		how := c.run.Guide().Registration
		id := how.ClientID
		if id != "" {
			id += "2" // the provider takes the id that it is told
		}
		got, err := c.run.stack.Provider().Register(ctx, provider.Registration{
			Name: "Another application", ClientID: id, RedirectURIs: []string{c.run.Guide().RedirectURI},
			Scopes: how.Scopes, AuthMethod: how.AuthMethod,
		})
		if err != nil {
			return fmt.Errorf("registering another application: %w", err)
		}
		c.run.redactor.Add(got.ClientSecret)
		back, err := c.sentBack(ctx, p, nil)
		if err != nil {
			return err
		}
		other := &Client{run: c.run, endpoints: c.endpoints, id: got.ClientID, secret: got.ClientSecret}
		return other.isRefused(ctx, other.exchange(back.Get("code")))
	})
}

// HasCodesForItsVerifier checks that a code that was asked for with a challenge is
// good with its verifier only (RFC 7636 §4.6). No provider here demands one.
func (c *Client) HasCodesForItsVerifier(p *Person) {
	c.run.Check("a code with a challenge is good with its verifier only", func(ctx context.Context) error {
		verifier := rand.Text() + rand.Text() // 52 characters; RFC 7636 §4.1 wants 43
		sum := sha256.Sum256([]byte(verifier))
		challenge := url.Values{"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}}
		for _, sent := range []string{"", rand.Text() + rand.Text(), verifier} {
			back, err := c.sentBack(ctx, p, challenge)
			if err != nil {
				return err
			}
			form := c.exchange(back.Get("code"))
			if sent != "" {
				form.Set("code_verifier", sent)
			}
			if sent == verifier {
				_, err = c.tokens(ctx, form)
			} else {
				err = c.isRefused(ctx, form)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// HasCodesForAWhile checks that a code that nobody has used is worthless after a
// time: RFC 6749 §4.1.2 recommends ten minutes at most, and no provider here takes
// longer.
func (c *Client) HasCodesForAWhile(p *Person) {
	var back url.Values
	c.run.Step("the provider sends her back with a code, which waits", func(ctx context.Context) error {
		var err error
		back, err = c.sentBack(ctx, p, nil)
		return err
	})
	c.run.SetsTheProvidersClock(11 * time.Minute)
	c.run.Check("a code is good for ten minutes at most", func(ctx context.Context) error {
		return c.isRefused(ctx, c.exchange(back.Get("code")))
	})
}
