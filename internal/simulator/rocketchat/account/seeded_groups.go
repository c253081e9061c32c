package account

import (
	"slices"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/room"
	"gonogo/internal/simulator/seeded"
)

// besidesFormer are the roles that an account has after a login.
func (a *Accounts) besidesFormer(claimed []string, u *User) []string {
	if !a.seeded.Has(seeded.RolesOnlyAdded) {
		return claimed
	}
	for _, role := range u.Roles {
		if !slices.Contains(claimed, role) {
			claimed = append(claimed, role)
		}
	}
	return claimed
}

// mapsChannels tells whether groups lead to channels. Since 4.0 that takes a
// licence, which no simulated server has (§0.4, §1.5).
func (a *Accounts) mapsChannels(m Mapping) bool {
	return m.MapChannels && !a.release.Has(release.PremiumMapping) || a.seeded.Has(seeded.ChannelsUnasked)
}

// groups are those that a claim tells.
func (a *Accounts) groups(claim any) []any {
	if text, ok := claim.(string); ok && a.seeded.Has(seeded.GroupsAsText) {
		return []any{text}
	}
	return elements(claim)
}

// listed are those who are noted among the members of a room.
func (a *Accounts) listed(joined []room.Joining) []room.Joining {
	if a.seeded.Has(seeded.MembersUnlisted) {
		return nil
	}
	return joined
}
