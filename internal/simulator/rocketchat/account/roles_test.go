package account_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
)

// §1.5: up to 3.x the first login adds the claimed roles that exist to the
// default one, the next replaces all roles; since 4.0 it takes a licence.
func TestRolesOfTheClaim(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.PremiumMapping, "3.4.0", "3.18.2", "4.0.0", "8.9.0") {
		t.Run(side.Version, func(t *testing.T) {
			t.Parallel()
			first, second := []string{"bot", "user"}, []string{"bot"}
			if side.Has {
				first, second = []string{"user"}, []string{"user"}
			}
			w := newWorld(t, side.Version, nil)
			w.hasRoles(t, "bot", "user", "offline_access")
			mapping := mapped(false, false)
			mapping.MergeRoles, mapping.RolesClaim = true, "groups"
			bob := person(mapping, map[string]any{"groups": bson.A{"bot", "no-such-role", "offline_access", 7}})
			require.Equal(t, first, w.rolesAfter(t, bob))
			require.Equal(t, second, w.rolesAfter(t, bob))
		})
	}
}

// A claim that is no list takes every role away; a switch that is off does nothing.
func TestRolesWithoutAClaimedList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2", nil)
	w.hasRoles(t, "bot", "user")
	off := mapped(false, false)
	off.RolesClaim = "groups"
	bob := person(off, map[string]any{"groups": "bot"})
	require.Equal(t, []string{"user"}, w.rolesAfter(t, bob))
	require.Equal(t, []string{"user"}, w.rolesAfter(t, bob))
	bob.Mapping.MergeRoles = true
	require.Empty(t, w.rolesAfter(t, bob))
}

func (w *world) hasRoles(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := w.db.Collection("rocketchat_roles").InsertOne(t.Context(), bson.M{"_id": name, "name": name})
		require.NoError(t, err)
	}
}

func (w *world) rolesAfter(t *testing.T, e account.External) []string {
	t.Helper()
	login, err := w.ExternalLogin(t.Context(), e)
	require.NoError(t, err)
	u, err := w.ByID(t.Context(), login.UserID)
	require.NoError(t, err)
	return u.Roles
}
