package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// tokens is the path of the resume tokens in a user document.
const tokens = "services.resume.loginTokens"

// hashToken is how Meteor keeps resume tokens: base64 of the SHA-256.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// issue adds a new token of 43 characters to the account.
func (a *Accounts) issue(ctx context.Context, id, kind string) (Login, error) {
	token, when := random(43, base64url), a.now()
	err := a.Update(ctx, id, bson.M{
		"$push": bson.M{tokens: bson.M{"hashedToken": hashToken(token), "when": when}},
		"$set":  bson.M{"lastLogin": when},
	})
	if err != nil {
		return Login{}, err
	}
	return Login{UserID: id, Token: token, TokenExpires: a.expiry(when), Type: kind}, nil
}

// Resume logs in with a token from an earlier login; the answer carries the
// same token. An unknown or expired token is a 403 of the login handler.
func (a *Accounts) Resume(ctx context.Context, token string, options ...LoginOption) (Login, error) {
	attempt := newAttempt(options)
	u, when, err := a.owner(ctx, token)
	if err == nil && u == nil {
		err = refusal(403, "You've been logged out by the server. Please log in again.")
	}
	if err == nil && !a.now().Before(a.expiry(when)) {
		err = refusal(403, "Your session has expired. Please log in again.")
	}
	if err != nil {
		return Login{}, a.handlerFailed(attempt, err)
	}
	if err := a.validate(ctx, u, "resume", attempt); err != nil {
		return Login{}, err
	}
	return Login{UserID: u.ID, Token: token, TokenExpires: a.expiry(when), Type: "resume"}, nil
}

// Authenticate returns the user to whom an unexpired token belongs, or nil
// (REST headers, avatar cookies). What the user holds is not to be changed.
func (a *Accounts) Authenticate(ctx context.Context, userID, token string) (*User, error) {
	u, err := a.lastSeen.decode(a.mirror.ByID(ctx, userID))
	if err != nil || u == nil {
		return nil, err
	}
	when, made := u.tokenMade(hashToken(token))
	if !made || !a.now().Before(a.expiry(when)) {
		return nil, nil
	}
	return u, nil
}

// owner finds the account of a token and when the token was made.
func (a *Accounts) owner(ctx context.Context, token string) (*User, time.Time, error) {
	hash := hashToken(token)
	u, err := a.findOne(ctx, bson.M{tokens + ".hashedToken": hash})
	if err != nil || u == nil {
		return nil, time.Time{}, err
	}
	when, made := u.tokenMade(hash)
	if !made {
		return nil, time.Time{}, nil
	}
	return u, when, nil
}

// tokenMade is when the token with a hash was made; false if the account has
// none such.
func (u *User) tokenMade(hash string) (time.Time, bool) {
	for _, t := range u.loginTokens() {
		if when, ok := t["when"].(bson.DateTime); ok && t["hashedToken"] == hash {
			return when.Time(), true
		}
	}
	return time.Time{}, false
}

// loginTokens are the entries of services.resume.loginTokens.
func (u *User) loginTokens() []map[string]any {
	resume, _ := u.Services["resume"].(map[string]any)
	stored, _ := resume["loginTokens"].(bson.A)
	var entries []map[string]any
	for _, t := range stored {
		if entry, ok := t.(map[string]any); ok {
			entries = append(entries, entry)
		}
	}
	return entries
}

// Logout drops one token.
func (a *Accounts) Logout(ctx context.Context, userID, token string) error {
	if a.seeded.Has(seeded.LogoutKeepsSession) {
		return nil
	}
	hash := hashToken(token)
	return a.dropTokens(ctx, userID, func(hashed any) bool { return hashed == hash })
}

// LogoutOthers drops all tokens but the given one ("Logout From Other Logged In
// Locations"); with an empty token, all.
func (a *Accounts) LogoutOthers(ctx context.Context, userID, token string) error {
	hash := hashToken(token)
	return a.dropTokens(ctx, userID, func(hashed any) bool { return hashed != hash })
}

// dropTokens writes the remaining tokens back: the embedded database has no
// $pull with a condition.
func (a *Accounts) dropTokens(ctx context.Context, userID string, drop func(hashed any) bool) error {
	a.write.Lock()
	defer a.write.Unlock()
	u, err := a.ByID(ctx, userID)
	if err != nil || u == nil {
		return err
	}
	kept := slices.DeleteFunc(u.loginTokens(), func(t map[string]any) bool { return drop(t["hashedToken"]) })
	return a.set(ctx, userID, bson.M{tokens: kept})
}

// SetActive is users.setActiveStatus; deactivation clears the login tokens
// (observed §G).
func (a *Accounts) SetActive(ctx context.Context, id string, active bool) error {
	fields := bson.M{"active": active}
	if !active {
		fields[tokens] = []bson.M{}
	}
	return a.Update(ctx, id, bson.M{"$set": fields})
}
