package account

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// mergesRoles reports that roles come from the identity. Since 4.0 that takes a
// licence, which no simulated server has (§0.4, §1.5).
func (a *Accounts) mergesRoles(e External) bool {
	return e.Mapping.MergeRoles && !a.seeded.Has(seeded.RolesIgnored) && !a.release.Has(release.PremiumMapping)
}

// claimedRoles are those of the identity's claim, a list, that the workspace
// has; two of Keycloak's own are never taken (§1.5).
func (a *Accounts) claimedRoles(ctx context.Context, e External) ([]string, error) {
	known := []string{}
	for _, value := range elements(e.Data[e.Mapping.RolesClaim]) {
		name, _ := value.(string)
		if name == "" || name == "offline_access" || name == "uma_authorization" {
			continue
		}
		err := a.roles.FindOne(ctx, bson.M{"$or": bson.A{bson.M{"_id": name}, bson.M{"name": name}}}).Err()
		if errors.Is(err, mongo.ErrNoDocuments) && !a.seeded.Has(seeded.UnknownRolesTaken) {
			continue
		}
		if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
			return nil, fmt.Errorf("looking for the role %s: %w", name, err)
		}
		known = append(known, name)
	}
	return known, nil
}

// elements are those of a list as JSON or the database has decoded it.
func elements(claim any) []any {
	switch list := claim.(type) {
	case []any:
		return list
	case bson.A:
		return list
	}
	return nil
}

// replaceRoles gives the account the claimed roles and no other. The merge hook
// does so for each account that it finds, before it looks whether anything
// differs (app/custom-oauth/server of the public repository, 3.x).
func (a *Accounts) replaceRoles(ctx context.Context, u *User, e External) error {
	if !a.mergesRoles(e) {
		return nil
	}
	claimed, err := a.claimedRoles(ctx, e)
	if err != nil {
		return err
	}
	return a.set(ctx, u.ID, bson.M{"roles": a.besidesFormer(claimed, u)})
}
