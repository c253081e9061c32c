package account

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/identity"
	"gonogo/internal/simulator/seeded"
)

// merge is the hook of custom OAuth (§5.1). It runs only for identities with a
// user name, mapped or not; an account that it finds must be identical or be
// merged, else the login fails.
func (a *Accounts) merge(ctx context.Context, e External) error {
	if !identity.Truthy(e.Data["username"]) {
		return nil
	}
	u, err := a.findMergeable(ctx, e)
	if err != nil || u == nil {
		return err
	}
	if err := a.replaceRoles(ctx, u, e); err != nil {
		return err
	}
	if err := a.mapGroups(ctx, u.member(), e); err != nil || a.identical(u, e) {
		return err
	}
	if !e.Mapping.MergeUsers && !a.seeded.Has(seeded.MergeIgnoresFlag) {
		return refusal("CustomOAuth", "User with username "+u.Username+" already exists")
	}
	return a.overwrite(ctx, u, e)
}

// findMergeable looks an account up by the key field; what else must agree
// differs by release (table of §5.1).
func (a *Accounts) findMergeable(ctx context.Context, e External) (*User, error) {
	if a.keyedByEmail(e) {
		return a.findMergeableByEmail(ctx, e)
	}
	filter := bson.M{"username": a.namesake(identity.Text(e.Data["username"]))}
	switch {
	case a.release.Has(release.DistinctServices) && !a.distinct(e):
		filter[e.idPath()] = e.Data["id"]
	case !a.release.Has(release.DistinctServices) && e.Data["_id"] != nil:
		filter[e.idPath()] = e.Data["_id"]
	}
	return a.findOne(ctx, filter)
}

// findMergeableByEmail finds nobody for an identity without e-mail: the server
// compares with the text "undefined".
func (a *Accounts) findMergeableByEmail(ctx context.Context, e External) (*User, error) {
	u, err := a.ByEmail(ctx, e.text("email"))
	if err != nil || u == nil || e.text("email") == "" {
		return nil, err
	}
	if a.release.Has(release.DistinctServices) && !a.distinct(e) && !sameID(u.serviceID(e.Service), e.Data["id"]) {
		return nil, nil
	}
	return u, nil
}

func (a *Accounts) keyedByEmail(e External) bool {
	return a.release.Has(release.KeyField) && e.Mapping.KeyField == "email" && !a.seeded.Has(seeded.KeyFieldIgnored)
}

// identical reports that there is nothing to do: same service id, same name
// and, since e-mails are compared at all, the identity's e-mail among the account's.
func (a *Accounts) identical(u *User, e External) bool {
	if !sameID(u.serviceID(e.Service), e.Data["id"]) || u.Name != e.text("name") {
		return false
	}
	if !a.release.Has(release.MergeRewritesEmail) || a.keyedByEmail(e) {
		return true
	}
	if !identity.Truthy(e.Data["email"]) {
		return !a.release.Has(release.NoEmailLocksOut)
	}
	return u.hasEmail(e.Data["email"])
}

// overwrite links the account and takes the identity's name, and its e-mail
// where the release does so. The user name is never changed; the rest of the
// service document follows in the next step.
func (a *Accounts) overwrite(ctx context.Context, u *User, e External) error {
	fields := bson.M{e.idPath(): e.Data["id"]}
	if name, ok := e.Data["name"]; ok {
		fields["name"] = name
	}
	if email := e.text("email"); email != "" && !a.keyedByEmail(e) && a.release.Has(release.MergeRewritesEmail) && !a.seeded.Has(seeded.MergeKeepsEmail) {
		if taken, err := a.taken(ctx, "emails.address", email, u.ID); err != nil || taken {
			return orRefuse(err, duplicate())
		}
		fields["emails"] = []Email{{email, true}}
	}
	return a.set(ctx, u.ID, fields)
}
