package pages

import (
	"context"
	_ "embed"
	"fmt"
	"io"
)

// Token is a login token that is never printed.
type Token struct{ value string }

// Reveal is the token itself, for requests.
func (t Token) Reveal() string { return t.value }

// Present tells whether there is a token.
func (t Token) Present() bool { return t.value != "" }

// String satisfies fmt.Stringer without the token.
func (t Token) String() string {
	if !t.Present() {
		return "(no token)"
	}
	return "(token withheld)"
}

// Format hides the token from every verb of package fmt.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// MarshalText hides the token from encoders.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// Session is the login that the browser keeps (§9.4).
type Session struct {
	UserID    string // localStorage Meteor.userId; "" when nobody is logged in
	Token     Token  // localStorage Meteor.loginToken
	CookieUID string // cookie rc_uid
}

//go:embed scripts/session.js
var sessionScript string

// Session reads what the page's origin has stored.
func (p *RocketChat) Session(ctx context.Context) (Session, error) {
	expression, err := script(sessionScript, nil)
	if err != nil {
		return Session{}, err
	}
	var stored struct{ UserID, Token, CookieUID string }
	if err := p.page.Eval(ctx, expression, &stored); err != nil {
		return Session{}, fmt.Errorf("reading the login that the browser keeps: %w", err)
	}
	return Session{UserID: stored.UserID, Token: Token{stored.Token}, CookieUID: stored.CookieUID}, nil
}
