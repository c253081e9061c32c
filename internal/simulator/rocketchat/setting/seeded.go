package setting

import "gonogo/internal/simulator/seeded"

// wrongDefaults are the defaults of a new service that a bug has changed, keyed as
// in custom.
func (s *Store) wrongDefaults() map[string]any {
	switch {
	case s.seeded.Has(seeded.LoginStyleEmpty):
		return map[string]any{"-login_style": ""}
	case s.seeded.Has(seeded.ChannelMapEmpty):
		return map[string]any{"-groups_channel_map": "{}"}
	}
	return nil
}

// isStale tells whether the server works with a setting as it was at the start.
func (s *Store) isStale(id string) bool {
	return id == "Accounts_AllowedDomainsList" && s.seeded.Has(seeded.DomainsStale)
}
