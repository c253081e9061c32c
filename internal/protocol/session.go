package protocol

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"gonogo/internal/rocketchat"
)

// Token is a login token that is never printed.
type Token struct{ value string }

// Reveal is the token itself, for requests.
func (t Token) Reveal() string { return t.value }

// Present tells whether there is a token.
func (t Token) Present() bool { return t.value != "" }

// Format hides the token from every verb of package fmt.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "(token withheld)") }

// MarshalText hides the token from encoders.
func (t Token) MarshalText() ([]byte, error) { return []byte("(token withheld)"), nil }

// Session is the login that the agent keeps as the web client would (§9.4).
type Session struct {
	UserID    string
	Token     Token
	CookieUID string // cookie rc_uid
}

// Session is the present login; the zero value when nobody is logged in.
func (c *Chat) Session(context.Context) (Session, error) {
	s := c.login
	if c.base == nil {
		return s, nil
	}
	for _, cookie := range c.agent.http.Jar.Cookies(c.base) {
		if cookie.Name == "rc_uid" {
			s.CookieUID, _ = url.QueryUnescape(cookie.Value)
		}
	}
	return s, nil
}

// logIn calls the login method with a credential (§7.2, §7.6), and keeps what it
// yields. Without a secret it is null.
func (c *Chat) logIn(ctx context.Context, token string) (*methodError, error) {
	if err := c.agent.sleeps(ctx); err != nil {
		return nil, err
	}
	pair := map[string]any{"credentialToken": token, "credentialSecret": nil}
	if secret, ok := c.agent.secrets[token]; ok {
		pair["credentialSecret"] = secret
		delete(c.agent.secrets, token)
	}
	raw, refused, err := c.method(ctx, "method.callAnon", "login", map[string]any{"oauth": pair})
	if err != nil || refused != nil {
		return refused, err
	}
	var result struct {
		ID    string `json:"id"`
		Token string `json:"token"`
	}
	if err := json.Unmarshal(raw, &result); err != nil || result.ID == "" || result.Token == "" {
		return nil, errors.New("the result of Rocket.Chat's login method has no user or no token")
	}
	c.keep(Session{UserID: result.ID, Token: Token{result.Token}})
	return nil, nil
}

// keep stores a login, or with the zero value forgets it.
func (c *Chat) keep(s Session) {
	c.login = s
	cookies := []*http.Cookie{
		{Name: "rc_uid", Value: url.QueryEscape(s.UserID)},
		{Name: "rc_token", Value: url.QueryEscape(s.Token.Reveal())},
	}
	for _, cookie := range cookies {
		cookie.Path, cookie.Secure = "/", c.base.Scheme == "https"
		if s.UserID == "" {
			cookie.MaxAge = -1
		}
	}
	c.agent.http.Jar.SetCookies(c.base, cookies)
}

// account is the account that is logged in; nil if Rocket.Chat does not know the
// login any more, which is then forgotten.
func (c *Chat) account(ctx context.Context) (*rocketchat.User, error) {
	if !c.login.Token.Present() {
		return nil, nil
	}
	me, err := c.rest().As(c.login.UserID, c.login.Token.Reveal()).Me(as(ctx, c.agent.tab.id, "Fetch"))
	if refused, ok := errors.AsType[*rocketchat.Error](err); ok && refused.Status == http.StatusUnauthorized {
		c.keep(Session{})
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("asking who is logged in: %w", err)
	}
	return &me, nil
}

// LogOut ends the login on the server and here, as the user menu does.
func (c *Chat) LogOut(ctx context.Context) error {
	if !c.login.Token.Present() {
		return fmt.Errorf("logging out: nobody is logged in on %s", c.agent.tab.describe())
	}
	_, refused, err := c.method(ctx, "method.call", "logout")
	c.keep(Session{})
	c.settle(nil)
	if err != nil {
		return fmt.Errorf("logging out: %w", err)
	}
	if refused != nil {
		return fmt.Errorf("logging out: Rocket.Chat refuses: %s", refused.text())
	}
	return nil
}
