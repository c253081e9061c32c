package account

import (
	"context"
	"maps"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// distinct tells whether accounts of other services, and local ones, are merged.
func (a *Accounts) distinct(e External) bool {
	return e.Mapping.MergeDistinctServices || a.seeded.Has(seeded.MergeIgnoresServices)
}

// again inserts a new account a second time, as two callbacks at once do without
// the unique index on the service's ids.
func (a *Accounts) again(ctx context.Context, doc bson.M) error {
	if !a.seeded.Has(seeded.AccountTwice) {
		return nil
	}
	second := maps.Clone(doc)
	second["_id"] = newID()
	delete(second, "username") // has an index of its own
	_, err := a.users.InsertOne(ctx, second)
	return err
}

// oneSession refuses people of a service who are logged in elsewhere.
func (a *Accounts) oneSession(u *User, kind string) error {
	if !a.seeded.Has(seeded.OneSession) || kind == "password" || kind == "resume" || len(u.loginTokens()) == 0 {
		return nil
	}
	return refusal(403, "User is logged in already")
}

// activates lets an attempt that was refused activate the account.
func (a *Accounts) activates(ctx context.Context, u *User) {
	if a.seeded.Has(seeded.RefusedActivates) && !u.Active {
		_ = a.SetActive(ctx, u.ID, true) // a bug tells nobody that it has failed
	}
}

// refusedAfterwards is a refusal that comes when the account is there already.
func (a *Accounts) refusedAfterwards(ctx context.Context, doc bson.M, refused error) error {
	if !a.seeded.Has(seeded.AccountBeforeRefusal) {
		return refused
	}
	doc["roles"] = []string{"user"}
	if _, err := a.insert(ctx, doc); err != nil {
		return err
	}
	return refused
}

// examine looks at the user name of an account that is about to be made.
func (a *Accounts) examine(ctx context.Context, doc bson.M) error {
	username, _ := doc["username"].(string)
	if username == "" {
		return nil
	}
	if a.seeded.Has(seeded.ClaimedNameChecked) && !a.usernamePattern().MatchString(username) {
		return refusal(403, "Invalid username")
	}
	if !a.seeded.Has(seeded.TakenNameNumbered) {
		return nil
	}
	taken, err := a.taken(ctx, "username", username, "")
	if taken {
		doc["username"] = username + "-1"
	}
	return err
}

// givesPictures tells whether accounts get the pictures of their services.
func (a *Accounts) givesPictures() bool {
	return a.settings.Bool("Accounts_SetDefaultAvatar") || a.seeded.Has(seeded.AvatarThoughOff)
}

// logException is what the server logs of a JavaScript Error in a method.
func (a *Accounts) logException(text string) {
	if !a.seeded.Has(seeded.ExceptionsUnlogged) {
		a.log("L50 System: Exception while invoking method login " + text)
	}
}
