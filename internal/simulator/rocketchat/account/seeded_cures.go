package account

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// limit is a number of failed logins that a block takes.
func (a *Accounts) limit(id string) int {
	if !a.seeded.Has(seeded.BlockNumbersKept) {
		return a.settings.Int(id)
	}
	first, _ := a.failures.limits.LoadOrStore(id, a.settings.Int(id))
	number, _ := first.(int)
	return number
}

// hide keeps a deleted account's user name from others.
func (a *Accounts) hide(ctx context.Context, id string) error {
	fields := bson.M{"services": bson.M{}, "emails": []Email{}, "active": false, "name": ""}
	return a.update(ctx, id, bson.M{"$set": fields})
}
