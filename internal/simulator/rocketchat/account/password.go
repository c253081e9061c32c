package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/crypto/bcrypt"

	"gonogo/internal/simulator/seeded"
)

// bcryptCost is the lowest: the stored form must be Meteor's, the strength
// protects nobody here and every scenario would pay for it.
const bcryptCost = bcrypt.MinCost

// PasswordLogin is a login by user name or e-mail and password.
type PasswordLogin struct {
	User     string // user name, or e-mail if it contains "@"
	Password string // in clear, or empty
	Digest   string // lower-case hex SHA-256 of the password, or empty
}

// String hides the password from anything that prints the value.
func (p PasswordLogin) String() string { return "password login of " + p.User }

// GoString does the same for %#v.
func (p PasswordLogin) GoString() string { return p.String() }

// LoginWithPassword checks a password and issues a token.
func (a *Accounts) LoginWithPassword(ctx context.Context, p PasswordLogin, options ...LoginOption) (Login, error) {
	attempt := newAttempt(options)
	attempt.name = p.User
	u, err := a.checkPassword(ctx, p)
	if err != nil {
		return Login{}, a.handlerFailed(attempt, err)
	}
	return a.complete(ctx, u.ID, "password", attempt)
}

// checkPassword never tells a wrong password from an unknown user.
func (a *Accounts) checkPassword(ctx context.Context, p PasswordLogin) (*User, error) {
	u, err := a.ByUsernameOrEmail(ctx, p.User)
	if err != nil {
		return nil, err
	}
	if u == nil {
		return nil, refusal(403, "User not found")
	}
	if !u.HasPassword() || u.FromOAuth() && a.seeded.Has(seeded.PasswordShutByLink) {
		return nil, refusal(403, "User has no password set")
	}
	digest := p.Digest
	if digest == "" {
		digest = digestOf(p.Password)
	}
	if bcrypt.CompareHashAndPassword([]byte(u.bcrypt()), []byte(strings.ToLower(digest))) != nil {
		return nil, refusal(403, "User not found")
	}
	return u, nil
}

// ByUsernameOrEmail finds a user as the login form does: a text with "@" is an
// e-mail, in any case; nil without error if there is none.
func (a *Accounts) ByUsernameOrEmail(ctx context.Context, text string) (*User, error) {
	if strings.Contains(text, "@") {
		return a.findOne(ctx, bson.M{"emails.address": ignoringCase(text)})
	}
	u, err := a.ByUsername(ctx, text)
	if u != nil || err != nil {
		return u, err
	}
	return a.findOne(ctx, bson.M{"username": ignoringCase(text)})
}

// SetPassword replaces the password and ends a required change.
func (a *Accounts) SetPassword(ctx context.Context, id, password string) error {
	service, err := passwordService(password)
	if err != nil {
		return err
	}
	return a.Update(ctx, id, bson.M{
		"$set":   bson.M{"services.password": service["password"]},
		"$unset": bson.M{"requirePasswordChange": true, "requirePasswordChangeReason": true},
	})
}

// CheckPassword reports whether the digest (lower-case hex SHA-256) is that of
// the user's password (second factor "password" of the administration).
func (u *User) CheckPassword(digest string) bool {
	return u.HasPassword() && bcrypt.CompareHashAndPassword([]byte(u.bcrypt()), []byte(digest)) == nil
}

// passwordService is the services part of a new account; empty without password.
func passwordService(password string) (map[string]any, error) {
	if password == "" {
		return map[string]any{}, nil
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(digestOf(password)), bcryptCost)
	if err != nil {
		return nil, fmt.Errorf("hashing a password: %w", err)
	}
	return map[string]any{"password": map[string]any{"bcrypt": string(hash)}}, nil
}

// digestOf is what Meteor's client sends in place of the password.
func digestOf(password string) string {
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}
