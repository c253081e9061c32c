package account

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
)

// ByID finds a user; nil without error if there is none.
func (a *Accounts) ByID(ctx context.Context, id string) (*User, error) {
	return decode(a.mirror.ByID(ctx, id))
}

// All lists the users by user name.
func (a *Accounts) All(ctx context.Context) ([]*User, error) {
	documents, err := a.mirror.All(ctx)
	if err != nil {
		return nil, err
	}
	var all []*User
	for _, d := range documents {
		u, err := decode(d, nil)
		if err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	slices.SortStableFunc(all, func(a, b *User) int { return strings.Compare(a.Username, b.Username) })
	return all, nil
}

// ByUsername finds a user by the exact spelling; nil without error if there is none.
func (a *Accounts) ByUsername(ctx context.Context, username string) (*User, error) {
	return a.findOne(ctx, bson.M{"username": username})
}

// ByEmail finds a user by an address under the case rules of the release (§5.1);
// nil without error if there is none.
func (a *Accounts) ByEmail(ctx context.Context, address string) (*User, error) {
	switch {
	case a.release.Has(release.EmailCaseInsensitive):
		return a.findOne(ctx, bson.M{"emails.address": ignoringCase(address)})
	case a.release.Has(release.EmailLowerCased):
		return a.findOne(ctx, bson.M{"emails.address": strings.ToLower(address)})
	default:
		return a.findOne(ctx, bson.M{"emails.address": address})
	}
}

// ignoringCase matches the whole text in any case.
func ignoringCase(text string) bson.Regex {
	return bson.Regex{Pattern: "^" + regexp.QuoteMeta(text) + "$", Options: "i"}
}

// taken reports whether an account other than except has this value.
func (a *Accounts) taken(ctx context.Context, path string, value any, except string) (bool, error) {
	u, err := a.findOne(ctx, bson.M{path: value, "_id": bson.M{"$ne": except}})
	return u != nil, err
}
