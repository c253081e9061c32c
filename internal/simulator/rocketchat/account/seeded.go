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
