package account

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/mirror"
	"gonogo/internal/simulator/seeded"
)

// namesake matches the user names that the merge hook takes for this one.
func (a *Accounts) namesake(username string) any {
	whole := ignoringCase(username)
	switch {
	case a.seeded.Has(seeded.MergeByPrefix):
		whole.Pattern = strings.TrimSuffix(whole.Pattern, "$")
	case a.seeded.Has(seeded.MergeByPattern):
		whole.Pattern = "^" + username + "$"
	case a.seeded.Has(seeded.MergeMindsCase):
		return username
	}
	return whole
}

// addressee finds the account with an identity's e-mail.
func (a *Accounts) addressee(ctx context.Context, email string) (*User, error) {
	if a.seeded.Has(seeded.MeldBySuffix) {
		return a.findOne(ctx, bson.M{"emails.address": bson.Regex{Pattern: regexp.QuoteMeta(email) + "$", Options: "i"}})
	}
	u, err := a.ByEmail(ctx, email)
	if u != nil && !u.Active && a.seeded.Has(seeded.MeldSkipsInactive) {
		return nil, err
	}
	return u, err
}

// distrusts tells whether an identity's e-mail counts for nothing.
func (a *Accounts) distrusts(e External) bool {
	return a.seeded.Has(seeded.MeldAsksProvider) && e.Data["email_verified"] == false
}

// trusts tells whether an account's address vouches for whoever has it.
func (a *Accounts) trusts(u *User, email string) bool {
	if a.seeded.Has(seeded.MeldWipesVerified) {
		return false
	}
	return u.verified(email) || a.seeded.Has(seeded.MeldTrustsUnverified)
}

// otherLinks are the links to other services that melding removes.
func (a *Accounts) otherLinks(u *User, e External) bson.M {
	gone := bson.M{}
	if !a.seeded.Has(seeded.MeldUnlinksOthers) {
		return gone
	}
	for service := range u.Services {
		if _, linked := u.Services[service].(map[string]any)["id"]; linked && service != e.Service {
			gone["services."+service] = true
		}
	}
	return gone
}

// news are the claims that a login changes in what is stored.
func (a *Accounts) news(stored map[string]any, e External) map[string]any {
	if !a.seeded.Has(seeded.ClaimsKept) {
		return e.Data
	}
	added := map[string]any{}
	for claim, value := range e.Data {
		if _, there := stored[claim]; !there {
			added[claim] = value
		}
	}
	return added
}

// renewed is the id of a known account after a login: some are copied.
func (a *Accounts) renewed(ctx context.Context, u *User) (string, error) {
	if !a.seeded.Has(seeded.AccountRenewed) || !u.FromOAuth() {
		return u.ID, nil
	}
	read, err := a.mirror.ByID(ctx, u.ID)
	if err != nil {
		return "", fmt.Errorf("reading a user: %w", err)
	}
	var document bson.M
	if err := mirror.Decode(read, &document); err != nil {
		return "", fmt.Errorf("reading a user: %w", err)
	}
	if err := a.mirror.Delete(ctx, u.ID); err != nil {
		return "", fmt.Errorf("deleting user %s: %w", u.ID, err)
	}
	document["_id"] = newID()
	copied, err := a.insert(ctx, document)
	if err != nil {
		return "", err
	}
	return copied.ID, nil
}

// renamed adds a user name to what a login changes.
func (a *Accounts) renamed(u *User, e External, change bson.M) bson.M {
	if name := e.text("username"); name != "" && name != u.Username && u.FromOAuth() && a.seeded.Has(seeded.UsernameFollows) {
		change["username"] = name + "-1"
	}
	return change
}
