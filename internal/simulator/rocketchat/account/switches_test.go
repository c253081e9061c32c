package account_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat/account"
)

// bob makes a local account with an address.
func (w *world) bob(t *testing.T, email string) *account.User {
	t.Helper()
	bob, err := w.Create(t.Context(), account.NewUser{Username: "bob", Name: "Bob Local", Email: email, Verified: true, Active: true})
	require.NoError(t, err)
	return bob
}

// §0.4, #11726: since 3.9 people who come by OAuth are asked for a code too;
// since 6.13 a setting exempts them (§2.3).
func TestReleasesThatAskForACode(t *testing.T) {
	t.Parallel()
	on := map[string]any{"Accounts_TwoFactorAuthentication_Enabled": true}
	for _, side := range releasetest.Sides(t, release.OAuthTwoFactor, "3.4.0", "3.8.9", "3.9.0", "8.9.0") {
		_, err := newWorld(t, side.Version, on).ExternalLogin(t.Context(), person(mapped(false, false), nil))
		require.Equal(t, side.Has, err != nil, side.Version)
	}
	exempt := map[string]any{
		"Accounts_TwoFactorAuthentication_Enabled":                         true,
		"Accounts_twoFactorAuthentication_email_available_for_OAuth_users": false,
	}
	for _, side := range releasetest.Sides(t, release.EmailCodeForOAuthUsers, "6.12.3", "6.13.0", "8.9.0") {
		_, err := newWorld(t, side.Version, exempt).ExternalLogin(t.Context(), person(mapped(false, false), nil))
		require.Equal(t, side.Has, err == nil, side.Version)
	}
}

// §5.1: since 3.12 the account to merge with may be looked up by e-mail; the
// merge shows by the name, which melding leaves alone.
func TestReleasesThatMergeByEmail(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.KeyField, "3.11.5", "3.12.0", "6.2.12") {
		w := newWorld(t, side.Version, nil)
		w.bob(t, "bob@rocket.test")
		m := mapped(true, false)
		m.KeyField = "email"
		_, err := w.ExternalLogin(t.Context(), person(m, map[string]any{"username": "bobby"}))
		require.NoError(t, err, side.Version)
		require.Equal(t, side.Has, w.stored(t, "bob").Name == "Bob Idp", side.Version)
	}
}

// §0.4, #27148: since 5.4 a merge replaces the e-mail.
func TestReleasesThatReplaceTheEmail(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.MergeRewritesEmail, "3.18.2", "5.3.9", "5.4.0", "6.2.12") {
		w := newWorld(t, side.Version, nil)
		w.bob(t, "bob@rocket.test")
		_, err := w.ExternalLogin(t.Context(), person(mapped(true, false), map[string]any{"email": "other@rocket.test"}))
		require.NoError(t, err, side.Version)
		require.Equal(t, side.Has, w.stored(t, "bob").Emails[0].Address == "other@rocket.test", side.Version)
	}
}

// §5.1, #27167: how the case of an address counts when an account is looked up.
func TestReleasesThatIgnoreTheCaseOfAnEmail(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.EmailCaseInsensitive, "3.18.2", "5.2.0", "5.3.0", "5.3.1", "8.9.0") {
		require.Equal(t, side.Has, links(t, side.Version, "Bob@Rocket.test", "bob@rocket.test"), "%s: capitals in Rocket.Chat", side.Version)
	}
	for _, side := range releasetest.Sides(t, release.EmailLowerCased, "3.18.2", "5.1.5", "5.2.0", "8.9.0") {
		require.Equal(t, side.Has, links(t, side.Version, "bob@rocket.test", "Bob@Rocket.test"), "%s: capitals at the provider", side.Version)
	}
}

// links tells whether an identity is linked to the local account by its e-mail.
func links(t *testing.T, version, local, provided string) bool {
	t.Helper()
	w := newWorld(t, version, nil)
	w.bob(t, local)
	_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), map[string]any{"username": "bobby", "email": provided}))
	require.NoError(t, err)
	return w.stored(t, "bob").Services["clavex"] != nil
}

// §6.1: whether the picture is fetched when the account is made, and whether the
// switch of picture changes fails that login (#14776, §14.7).
func TestReleasesThatFetchThePictureAtCreation(t *testing.T) {
	t.Parallel()
	pictured := person(mapped(false, false), map[string]any{"avatarUrl": "http://idp/p"})
	for _, side := range releasetest.Sides(t, release.NoAvatarAtCreation, "3.18.2", "6.2.12", "6.3.0", "8.9.0") {
		w := newWorld(t, side.Version, nil)
		_, err := w.ExternalLogin(t.Context(), pictured)
		require.NoError(t, err, side.Version)
		require.Equal(t, side.Has, len(w.avatars.asked()) == 0, side.Version)
	}
	for _, side := range releasetest.Sides(t, release.AvatarGateFailsLogin, "3.18.2", "6.2.12", "6.3.0", "7.1.0") {
		w := newWorld(t, side.Version, map[string]any{"Accounts_AllowUserAvatarChange": false})
		_, err := w.ExternalLogin(t.Context(), pictured)
		require.Equal(t, side.Has, err != nil, side.Version)
	}
}

// §14.3: releases whose first login in redirect style ends before the account
// is complete.
func TestReleasesThatRace(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.RESTLoginRace, "3.18.2", "5.4.10", "6.0.0", "8.9.0") {
		identity := person(mapped(false, false), nil)
		identity.Redirect = true
		_, err := newWorld(t, side.Version, nil).ExternalLogin(t.Context(), identity)
		require.Equal(t, side.Has, err != nil, side.Version)
	}
}

// §0.4, #32159: since 7.0 the client does not learn why a login failed; and
// #35540: from 7.0 to 7.4 nobody waits for the account, which the log shows.
func TestReleasesThatHideErrors(t *testing.T) {
	t.Parallel()
	refusing := map[string]any{"Accounts_Registration_AuthenticationServices_Enabled": false}
	for _, side := range releasetest.Sides(t, release.MaskedLoginErrors, "3.18.2", "6.13.1", "7.0.0", "8.9.0") {
		w := newWorld(t, side.Version, refusing)
		_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
		require.Equal(t, side.Has, w.body(t, err)["error"] == "Unauthorized", side.Version)
		require.Equal(t, side.Has, w.PresentDDP(err)["error"] == 401, side.Version)
	}
	for _, side := range releasetest.Sides(t, release.FirstLoginRolesLost, "6.13.1", "7.0.0", "7.4.5", "7.5.0", "8.9.0") {
		w := newWorld(t, side.Version, refusing)
		_, err := w.ExternalLogin(t.Context(), person(mapped(false, false), nil))
		require.Error(t, err)
		require.Equal(t, side.Has, strings.Contains(strings.Join(w.log.Lines(), "\n"), "UnHandledPromiseRejection"), side.Version)
	}
}
