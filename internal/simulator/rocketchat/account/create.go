package account

import (
	"context"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/seeded"
)

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

// Create adds an account (users.create, environment administrator). Refusals
// are [Error]s: error-blocked-username, error-input-is-not-a-valid-field,
// error-field-unavailable.
func (a *Accounts) Create(ctx context.Context, n NewUser) (*User, error) {
	password, err := passwordService(n.Password)
	if err != nil {
		return nil, err
	}
	a.write.Lock()
	defer a.write.Unlock()
	if err := a.checkNew(ctx, n); err != nil {
		return nil, err
	}
	doc := a.newDocument(password)
	maps.Copy(doc, bson.M{"username": n.Username, "name": n.Name, "active": n.Active, "roles": roles(n.Roles)})
	if n.Email != "" {
		doc["emails"] = []Email{{n.Email, n.Verified}}
	}
	if n.RequirePasswordChange {
		doc["requirePasswordChange"] = true
	}
	return a.insert(ctx, doc)
}

// roles falls back to the role that everybody has.
func roles(wanted []string) []string {
	if len(wanted) == 0 {
		return []string{"user"}
	}
	return wanted
}

// checkNew runs the checks of Rocket.Chat's validateUserData.
func (a *Accounts) checkNew(ctx context.Context, n NewUser) error {
	if a.blocked(n.Username) {
		return blockedUsername(n.Username)
	}
	if !a.usernamePattern().MatchString(n.Username) && !a.seeded.Has(seeded.GivenNameUnchecked) {
		return &Error{Code: "error-input-is-not-a-valid-field", Reason: html.EscapeString(n.Username) + " is not a valid username", Origin: Method,
			Details: map[string]any{"method": "insertOrUpdateUser", "input": n.Username, "field": "Username"}}
	}
	if err := a.checkFree(ctx, "username", n.Username); err != nil {
		return err
	}
	if n.Email == "" {
		return nil
	}
	return a.checkFree(ctx, "emails.address", n.Email)
}

func (a *Accounts) checkFree(ctx context.Context, path, value string) error {
	taken, err := a.taken(ctx, path, ignoringCase(value), "")
	if err != nil || !taken {
		return err
	}
	return &Error{Code: "error-field-unavailable", Reason: html.EscapeString(value) + " is already in use :(", Origin: Method,
		Details: map[string]any{"method": "insertOrUpdateUser", "field": value}}
}

// usernamePattern reads the setting UTF8_User_Names_Validation; an unreadable
// one falls back to the default, as the server does.
func (a *Accounts) usernamePattern() *regexp.Regexp {
	if p := a.settings.String("UTF8_User_Names_Validation"); p != "" {
		if re, err := regexp.Compile("^" + p + "$"); err == nil {
			return re
		}
	}
	return regexp.MustCompile(`^[0-9a-zA-Z-_.]+$`)
}

// blocked reports whether a list of names forbids the user name, in any case.
func (a *Accounts) blocked(username string) bool {
	for _, id := range []string{"Accounts_BlockedUsernameList", "Accounts_SystemBlockedUsernameList"} {
		if slices.ContainsFunc(list(a.settings.String(id)), func(name string) bool { return strings.EqualFold(name, username) }) {
			return true
		}
	}
	return false
}

func blockedUsername(username string) *Error {
	return &Error{Code: "error-blocked-username", Reason: html.EscapeString(username) + " is blocked and can't be used!", Origin: Method,
		Details: map[string]any{"method": "checkUsernameAvailability", "field": username}}
}

// list splits a comma list and drops empty elements.
func list(text string) []string {
	var elements []string
	for e := range strings.SplitSeq(text, ",") {
		if e = strings.TrimSpace(e); e != "" {
			elements = append(elements, e)
		}
	}
	return elements
}

// newDocument is what every new user document starts from. The e-mail factor is
// switched on for everybody, password or not (§5.5).
func (a *Accounts) newDocument(services map[string]any) bson.M {
	if a.settings.Bool("Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In") {
		services["email2fa"] = map[string]any{"enabled": true}
	}
	now := a.now()
	return bson.M{"_id": newID(), "createdAt": now, "_updatedAt": now, "services": services, "type": "user", "status": "offline"}
}

// insert writes the document and reads it back. The index on e-mail addresses
// that Meteor relies on is checked by hand: the embedded database does not
// enforce it, and names no index in its refusals (observed §0.1).
func (a *Accounts) insert(ctx context.Context, doc bson.M) (*User, error) {
	if err := a.checkDuplicates(ctx, doc); err != nil {
		return nil, err
	}
	id, _ := doc["_id"].(string)
	if err := a.mirror.Insert(ctx, id, doc); mongo.IsDuplicateKeyError(err) {
		return nil, duplicate()
	} else if err != nil {
		return nil, fmt.Errorf("inserting a user: %w", err)
	}
	return a.ByID(ctx, id)
}

// checkDuplicates compares exactly: the indexes of the server are case-sensitive.
func (a *Accounts) checkDuplicates(ctx context.Context, doc bson.M) error {
	if username, ok := doc["username"]; ok {
		if taken, err := a.taken(ctx, "username", username, ""); err != nil || taken {
			return orRefuse(err, refusal(403, "Username already exists."))
		}
	}
	emails, _ := doc["emails"].([]Email)
	for _, e := range emails {
		if taken, err := a.taken(ctx, "emails.address", e.Address, ""); err != nil || taken {
			return orRefuse(err, refusal(403, "Email already exists."))
		}
	}
	return nil
}

// orRefuse prefers a technical failure to a refusal.
func orRefuse(err error, refused *Error) error {
	if err != nil {
		return err
	}
	return refused
}

// expiry is when a token made at that moment ends: Accounts_LoginExpiration
// days, 90 by default.
func (a *Accounts) expiry(when time.Time) time.Time {
	days := a.settings.Int("Accounts_LoginExpiration")
	if days < 1 {
		days = 90
	}
	return when.AddDate(0, 0, days)
}
