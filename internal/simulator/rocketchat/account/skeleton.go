package account

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

type failures struct{ byName map[string][]time.Time }

func collection(db *mongo.Database) *mongo.Collection { return db.Collection("users") }

func (a *Accounts) createUniqueIndex(context.Context, string) error { return nil }

var errLater = errors.New("not written yet")

// NewUser describes an account that an administrator or the environment creates.
type NewUser struct {
	Username              string
	Name                  string
	Email                 string
	Password              string // in clear; empty: no password
	Verified              bool   // of the e-mail
	Roles                 []string
	Active                bool
	RequirePasswordChange bool
}

// Create adds an account with a password (users.create, environment administrator).
func (a *Accounts) Create(ctx context.Context, n NewUser) (*User, error) { return nil, errLater }

// PasswordLogin is a login by user name or e-mail and password.
type PasswordLogin struct {
	User     string // user name or e-mail
	Password string // in clear, or empty
	Digest   string // lower-case hex SHA-256 of the password, or empty
}

// LoginWithPassword checks a password and issues a token.
func (a *Accounts) LoginWithPassword(ctx context.Context, p PasswordLogin, o ...LoginOption) (Login, error) {
	return Login{}, errLater
}

// Resume logs in with a token from an earlier login; the answer carries the same token.
func (a *Accounts) Resume(ctx context.Context, token string) (Login, error) { return Login{}, errLater }

// Authenticate returns the user to whom the token belongs, or nil (REST headers, avatar cookies).
func (a *Accounts) Authenticate(ctx context.Context, userID, token string) (*User, error) {
	return nil, errLater
}

// Logout drops one token.
func (a *Accounts) Logout(ctx context.Context, userID, token string) error { return errLater }

// LogoutOthers drops all tokens but the given one.
func (a *Accounts) LogoutOthers(ctx context.Context, userID, token string) error { return errLater }

// ByID returns nil without error if there is no such user; so do the next two.
func (a *Accounts) ByID(ctx context.Context, id string) (*User, error) { return nil, errLater }

// ByUsername finds the exact spelling.
func (a *Accounts) ByUsername(ctx context.Context, username string) (*User, error) {
	return nil, errLater
}

// ByEmail finds an address, with the case rules of the release.
func (a *Accounts) ByEmail(ctx context.Context, address string) (*User, error) { return nil, errLater }

// Update changes one user document under the accounts' lock; update is a MongoDB update.
func (a *Accounts) Update(ctx context.Context, id string, update bson.M) error { return errLater }

// Delete removes an account.
func (a *Accounts) Delete(ctx context.Context, id string) error { return errLater }

// SetUsername is the method setUsername of the person itself.
func (a *Accounts) SetUsername(ctx context.Context, id, username string) error { return errLater }

// SetPassword replaces the password and ends requirePasswordChange.
func (a *Accounts) SetPassword(ctx context.Context, id, password string) error { return errLater }

// SetActive is users.setActiveStatus; deactivation drops all tokens.
func (a *Accounts) SetActive(ctx context.Context, id string, active bool) error { return errLater }

// UsernameSuggestion is users.getUsernameSuggestion.
func (a *Accounts) UsernameSuggestion(ctx context.Context, id string) (string, error) {
	return "", errLater
}

// SendEmailCode makes a new e-mail code and mails it (method sendEmailCode, button "Resend email").
func (a *Accounts) SendEmailCode(ctx context.Context, usernameOrEmail string) error { return errLater }

// External is an identity that an external service vouches for.
type External struct {
	Service string         // service key: "clavex"
	Data    map[string]any // service document: claims, id and tokens
	Name    string         // profile.name of the login
	Mapping Mapping
	// RESTRace says that the login came in redirect style while DDP goes over REST.
	RESTRace bool
}

// Mapping is the part of a service's configuration that decides about accounts.
type Mapping struct {
	KeyField                             string // "username" or "email"
	MergeUsers, MergeDistinctServices    bool
	UsernameField, EmailField, NameField bool // mapped at all
}

// ExternalLogin melds, merges, finds or creates the account and logs it in.
func (a *Accounts) ExternalLogin(ctx context.Context, e External, o ...LoginOption) (Login, error) {
	return Login{}, errLater
}

// EnsureService makes the unique index on the ids of a service.
func (a *Accounts) EnsureService(ctx context.Context, service string) error { return errLater }

// Present renders a login failure as POST /api/v1/login answers it: HTTP status and body.
func (a *Accounts) Present(err error) (status int, body map[string]any) { return 0, nil }

// PresentDDP renders a failure as the EJSON error of a DDP result (method.call, method.callAnon).
func (a *Accounts) PresentDDP(err error) map[string]any { return nil }
