package scenario

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/provider"
)

// answerLimit bounds what is read of a provider's answer, in bytes.
const answerLimit = 1 << 20

// Endpoints are the paths of a provider below the address that the guide gives.
type Endpoints struct {
	Authorize, Token, UserInfo, Introspect, Revoke, Logout string
}

// Client is Rocket.Chat's registration at the provider, used without Rocket.Chat.
type Client struct {
	run       *Run
	endpoints Endpoints
	id        string
	secret    string
}

// Tokens are what the provider has given the client. They do not print themselves.
type Tokens struct{ access, refresh, id string }

// String withholds the tokens.
func (Tokens) String() string { return "(tokens withheld)" }

// GoString withholds them from %#v too.
func (t Tokens) GoString() string { return t.String() }

// Client takes Rocket.Chat's part at the provider, to call its endpoints. Only an
// emulator's pages are known well enough to be filled in without a browser.
func (r *Run) Client(endpoints Endpoints) *Client {
	if _, emulated := r.stack.Provider().(provider.Observer); !emulated {
		r.unobserved("the provider's own endpoints (its pages are not known)")
		r.Unsupported("the provider's own endpoints are called at gonogo's emulator only")
	}
	c := &Client{run: r, endpoints: endpoints, id: r.configured.ClientID}
	r.Step("the registration's credentials are at hand", func(ctx context.Context) error {
		secret, err := r.stack.Admin().Setting(ctx, r.configured.Service.SettingID("secret"))
		if err != nil {
			return fmt.Errorf("reading the client secret: %w", err)
		}
		c.secret = fmt.Sprint(secret)
		r.redactor.Add(c.secret)
		return nil
	})
	return c
}

// IsKnown checks that the provider knows the client by its secret, and by no
// other: a code that never was is refused for its own sake (RFC 6749 §5.2).
func (c *Client) IsKnown() {
	c.run.Check("the provider knows the application", func(ctx context.Context) error {
		form := c.exchange("never-issued")
		if _, problem, err := c.ask(ctx, c.secret, form); err != nil || problem != "invalid_grant" {
			return orDiffers(err, "the provider answers %q to a code that never was", problem)
		}
		_, problem, err := c.ask(ctx, "not-"+c.secret, form)
		if err != nil || problem != "invalid_client" {
			return orDiffers(err, "the provider answers %q to a wrong secret", problem)
		}
		return nil
	})
}

// orDiffers is the error, or what differs if there is none.
func orDiffers(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	return differs(format, args...)
}

// LetsIn sends somebody through the provider's login page and exchanges the code.
func (c *Client) LetsIn(p *Person) Tokens {
	var tokens Tokens
	c.run.Check("the provider lets "+p.Login+" in and gives tokens", func(ctx context.Context) error {
		code, err := c.signIn(ctx, p)
		if err != nil || code == "" {
			return orDiffers(err, "the provider does not let her in")
		}
		tokens, err = c.redeemed(ctx, code)
		return err
	})
	return tokens
}

// TurnsAway checks that the provider's login page does not take somebody's credentials.
func (c *Client) TurnsAway(p *Person) {
	c.run.Check("the provider does not know "+p.Login, func(ctx context.Context) error {
		code, err := c.signIn(ctx, p)
		if err == nil && code != "" {
			return differs("the provider lets her in")
		}
		return err
	})
}

// Renews gets new tokens for a refresh token (RFC 6749 §6).
func (c *Client) Renews(t Tokens) Tokens {
	var renewed Tokens
	c.run.Check("the refresh token brings a new access token", func(ctx context.Context) error {
		if t.refresh == "" {
			return differs("the provider gave no refresh token")
		}
		var err error
		renewed, err = c.tokens(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {t.refresh}})
		if err == nil && renewed.access == t.access {
			return differs("the access token is the former one")
		}
		return err
	})
	return renewed
}

// HasTokensOfItsOwn asks for a token without a person (RFC 6749 §4.4), with the
// client's secret and with another one.
func (c *Client) HasTokensOfItsOwn() {
	c.run.Check("the client gets a token by its credentials alone", func(ctx context.Context) error {
		form := url.Values{"grant_type": {"client_credentials"}}
		own, err := c.tokens(ctx, form)
		if err != nil || own.refresh != "" || own.id != "" {
			return orDiffers(err, "the provider gives a client tokens of a person")
		}
		_, problem, err := c.ask(ctx, "not-"+c.secret, form)
		if err != nil || problem != "invalid_client" {
			return orDiffers(err, "the provider answers %q to a wrong secret", problem)
		}
		return nil
	})
}

// tokens are the provider's answer to a token request that it must accept.
func (c *Client) tokens(ctx context.Context, form url.Values) (Tokens, error) {
	answer, problem, err := c.ask(ctx, c.secret, form)
	if err != nil || problem != "" {
		return Tokens{}, orDiffers(err, "the provider answers %q to %s", problem, form.Get("grant_type"))
	}
	t := Tokens{access: text(answer["access_token"]), refresh: text(answer["refresh_token"]), id: text(answer["id_token"])}
	switch {
	case t.access == "":
		return t, differs("the provider gives no access token")
	case !strings.EqualFold(text(answer["token_type"]), "bearer"): // RFC 6749 §5.1: required
		return t, differs("the provider gives a token of the type %q", text(answer["token_type"]))
	}
	for _, secret := range []string{t.access, t.refresh, t.id} {
		if secret != "" {
			c.run.redactor.Add(secret)
		}
	}
	return t, nil
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// ask is a token request; problem is the error code of a refusal.
func (c *Client) ask(ctx context.Context, secret string, form url.Values) (answer map[string]any, problem string, err error) {
	_, answer, err = c.post(ctx, c.endpoints.Token, secret, form)
	return answer, text(answer["error"]), err
}

// post sends a form with the client's credentials, and reads a JSON answer; one
// that is empty or no JSON is nil.
func (c *Client) post(ctx context.Context, path, secret string, form url.Values) (status int, answer map[string]any, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address(path), strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(c.id, secret)
	return c.send(request)
}

func (c *Client) send(request *http.Request) (status int, answer map[string]any, err error) {
	response, err := c.run.stack.HTTP().Do(request)
	if err != nil {
		return 0, nil, fmt.Errorf("calling %s: %w", request.URL.Path, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return 0, nil, fmt.Errorf("reading the answer of %s: %w", request.URL.Path, err)
	}
	if json.Unmarshal(body, &answer) != nil {
		return response.StatusCode, nil, nil
	}
	return response.StatusCode, answer, nil
}

func (c *Client) address(path string) string { return c.run.Guide().ProviderURL + path }
