package setting_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/setting"
)

// acme is the prefix of the settings of the service that tests add.
const acme = "Accounts_OAuth_Custom-Acme"

// withService opens a release's settings with one custom service.
func withService(t *testing.T, version string) *setting.Store {
	t.Helper()
	s := open(t, newDatabase(t), version, nil)
	_, err := s.AddCustomOAuth(t.Context(), "acme")
	require.NoError(t, err)
	return s
}

// requireThere compares which releases have a setting with the switch.
func requireThere(t *testing.T, id string, sides []releasetest.Side) {
	t.Helper()
	for _, side := range sides {
		_, there := withService(t, side.Version).Get(id)
		require.Equal(t, side.Has, there, "%s at %s", id, side.Version)
	}
}

// §1.2, §2.3, §2.6: settings that came, or came and went.
func TestSettingsByRelease(t *testing.T) {
	t.Parallel()
	requireThere(t, acme+"-key_field", releasetest.Sides(t, release.KeyField, "3.4.0", "3.11.5", "3.12.0", "8.9.0"))
	for _, suffix := range []string{"-groups_claim", "-channels_admin", "-map_channels", "-groups_channel_map"} {
		requireThere(t, acme+suffix, releasetest.Sides(t, release.GroupsToChannels, "3.4.0", "3.7.4", "3.8.0", "8.9.0"))
	}
	requireThere(t, acme+"-roles_to_sync", releasetest.Sides(t, release.RolesToSync, "3.18.2", "4.1.2", "4.2.0", "8.9.0"))
	requireThere(t, acme+"-merge_users_distinct_services", releasetest.Sides(t, release.DistinctServices, "3.18.2", "6.2.12", "6.3.0", "8.9.0"))
	requireThere(t, "Accounts_AllowPasswordChangeForOAuthUsers", releasetest.Sides(t, release.PasswordSettingForOAuth, "3.4.0", "3.8.9", "3.9.0", "8.9.0"))
	requireThere(t, "Accounts_twoFactorAuthentication_email_available_for_OAuth_users", releasetest.Sides(t, release.EmailCodeForOAuthUsers, "6.12.3", "6.13.0", "8.9.0"))
	requireThere(t, "SSRF_Allowlist", releasetest.Sides(t, release.AvatarGuard, "8.1.8", "8.2.0", "8.9.0"))
	requireThere(t, "Accounts_OAuth_Use_Modern_Flow", releasetest.Sides(t, release.ModernFlow, "8.6.2", "8.7.0", "8.9.0", "9.0.0"))
}

// §6.3, #33035: strangers may not see pictures from 6.12 on, unless told so.
func TestReleasesThatHidePicturesFromStrangers(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.AvatarNeedsLogin, "3.18.2", "6.11.3", "6.12.0", "8.9.0") {
		require.Equal(t, side.Has, withService(t, side.Version).Bool("Accounts_AvatarBlockUnauthenticatedAccess"), side.Version)
	}
}

// §1.5, #23201 and §0.1, #42477: what reads as switched off without a licence.
func TestReleasesThatAskForALicence(t *testing.T) {
	t.Parallel()
	on := func(version, suffix string) bool {
		s := withService(t, version)
		require.NoError(t, s.Set(t.Context(), acme+suffix, true))
		return s.Bool(acme + suffix)
	}
	for _, side := range releasetest.Sides(t, release.PremiumMapping, "3.18.2", "4.0.0", "8.9.0") {
		require.Equal(t, !side.Has, on(side.Version, "-merge_roles"), side.Version)
		require.Equal(t, !side.Has, on(side.Version, "-map_channels"), side.Version)
		require.True(t, on(side.Version, "-merge_users"), side.Version)
	}
	for _, side := range releasetest.Sides(t, release.PremiumOAuth, "3.18.2", "8.9.0", "9.0.0") {
		require.Equal(t, !side.Has, on(side.Version, ""), side.Version)
	}
}

// §1.4: services from the environment came with 3.6.2.
func TestReleasesThatReadServicesFromTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.EnvironmentServices, "3.4.0", "3.6.1", "3.6.2", "8.9.0") {
		s := open(t, newDatabase(t), side.Version, map[string]string{"Accounts_OAuth_Custom_Acme": "true"})
		require.Equal(t, side.Has, s.Bool(acme), side.Version)
	}
}

// §2.2: 6.3 forgets to remove the setting that it brought.
func TestReleasesThatLeaveASettingBehind(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.RemovesEverySetting, "6.3.0", "6.4.0", "8.9.0") {
		s := withService(t, side.Version)
		require.NoError(t, s.RemoveCustomOAuth(t.Context(), "acme"))
		require.Empty(t, s.CustomServices())
		_, left := s.Get(acme + "-merge_users_distinct_services")
		require.Equal(t, side.Has, !left, side.Version)
		_, left = s.Get(acme + "-url")
		require.False(t, left)
	}
}
