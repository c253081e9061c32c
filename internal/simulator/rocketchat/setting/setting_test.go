package setting_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/setting"
)

// open opens a store of the release on the database.
func open(t testing.TB, db *mongo.Database, version string, env map[string]string) *setting.Store {
	t.Helper()
	return openWith(t, db, version, env, false)
}

// openWith is open for a store that may leave writing for later.
func openWith(t testing.TB, db *mongo.Database, version string, env map[string]string, deferred bool) *setting.Store {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	s, err := setting.Open(t.Context(), setting.Options{
		Release: r, Database: db, RootURL: "https://rocket.company/", Environment: env, Now: time.Now, Deferred: deferred,
	})
	require.NoError(t, err)
	return s
}

func TestSettingsOfAFreshServerDependOnTheRelease(t *testing.T) {
	t.Parallel()
	tests := []struct {
		version     string
		avatarBlock bool
		exist       map[string]bool
	}{
		{"3.18.2", false, map[string]bool{"SSRF_Allowlist": false, "Accounts_OAuth_Use_Modern_Flow": false, "Accounts_twoFactorAuthentication_email_available_for_OAuth_users": false}},
		{"6.13.1", true, map[string]bool{"SSRF_Allowlist": false, "Accounts_OAuth_Use_Modern_Flow": false, "Accounts_twoFactorAuthentication_email_available_for_OAuth_users": true}},
		{"7.1.0", true, map[string]bool{"SSRF_Allowlist": false, "Accounts_OAuth_Use_Modern_Flow": false}},
		{"8.9.0", true, map[string]bool{"SSRF_Allowlist": true, "Accounts_OAuth_Use_Modern_Flow": true}},
	}
	for _, tt := range tests {
		t.Run(tt.version, func(t *testing.T) {
			t.Parallel()
			s := open(t, newDatabase(t), tt.version, nil)
			require.Equal(t, tt.avatarBlock, s.Bool("Accounts_AvatarBlockUnauthenticatedAccess"))
			for id, want := range tt.exist {
				_, ok := s.Get(id)
				require.Equal(t, want, ok, id)
			}
			require.Equal(t, "https://rocket.company", s.String("Site_Url"))
			require.Equal(t, 1800, s.Int("Accounts_TwoFactorAuthentication_RememberFor"))
			require.Contains(t, strings.Split(s.String("Accounts_SystemBlockedUsernameList"), ","), "admin")
		})
	}
}

// customDefaults are the settings of §1.2 that every release has, without prefix.
func customDefaults() map[string]any {
	return map[string]any{
		"": false, "-url": "", "-token_path": "/oauth/token", "-token_sent_via": "payload",
		"-identity_token_sent_via": "default", "-identity_path": "/me", "-authorize_path": "/oauth/authorize",
		"-scope": "openid", "-access_token_param": "access_token", "-id": "", "-secret": "", "-login_style": "popup",
		"-button_label_text": "", "-button_label_color": "#FFFFFF", "-button_color": "#1d74f5",
		"-key_field": "username", "-username_field": "", "-email_field": "", "-name_field": "", "-avatar_field": "",
		"-roles_claim": "roles", "-groups_claim": "groups", "-channels_admin": "rocket.cat", "-map_channels": false,
		"-groups_channel_map": "{\n\t\"rocket-admin\": \"admin\",\n\t\"tech-support\": \"support\"\n}",
		"-merge_roles":        false, "-merge_users": false, "-show_button": true,
	}
}

func TestAddCustomOAuthCreatesTheSettingsOfTheRelease(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]any{
		"3.18.2": {},
		"5.4.10": {"-roles_to_sync": ""},
		"7.1.0":  {"-roles_to_sync": "", "-merge_users_distinct_services": false},
		"8.9.0":  {"-roles_to_sync": "", "-merge_users_distinct_services": false},
	}
	for version, later := range tests {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			want := customDefaults()
			for suffix, value := range later {
				want[suffix] = value
			}
			s := open(t, newDatabase(t), version, nil)
			name, err := s.AddCustomOAuth(t.Context(), "My-IdP 2")
			require.NoError(t, err)
			require.Equal(t, "Myidp2", name)
			got := map[string]any{}
			for _, one := range s.All() {
				if suffix, ok := strings.CutPrefix(one.ID, "Accounts_OAuth_Custom-Myidp2"); ok {
					got[suffix] = one.Value
				}
			}
			require.Empty(t, cmp.Diff(want, got))
		})
	}
}

func TestAddingAServiceTwiceKeepsItsValues(t *testing.T) {
	t.Parallel()
	s := open(t, newDatabase(t), "7.1.0", nil)
	_, err := s.AddCustomOAuth(t.Context(), "clavex")
	require.NoError(t, err)
	require.NoError(t, s.Set(t.Context(), "Accounts_OAuth_Custom-Clavex-url", "https://id.acme.eu/acme"))
	_, err = s.AddCustomOAuth(t.Context(), "Clavex")
	require.NoError(t, err)
	require.Equal(t, "https://id.acme.eu/acme", s.String("Accounts_OAuth_Custom-Clavex-url"))
	require.Equal(t, []string{"Clavex"}, s.CustomServices())

	require.NoError(t, s.RemoveCustomOAuth(t.Context(), "clavex"))
	require.Empty(t, s.CustomServices())
	require.NoError(t, s.RemoveCustomOAuth(t.Context(), "clavex"), "removing again is harmless")
}

func TestSetChecksTheType(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, id    string
		value, want any // want nil: refused
	}{
		{"switch", "Accounts_ShowFormLogin", false, false},
		{"switch as text", "Accounts_ShowFormLogin", "false", false},
		{"switch as word", "Accounts_ShowFormLogin", "no", nil},
		{"number as JSON decodes it", "Accounts_AvatarCacheTime", 60.0, 60},
		{"number as text", "Accounts_AvatarCacheTime", "60", 60},
		{"fraction", "Accounts_AvatarCacheTime", 1.5, nil},
		{"text", "Site_Name", "ACME", "ACME"},
		{"number for text", "Site_Name", 4.0, nil},
		{"nothing", "Site_Name", nil, nil},
		{"choice", "Show_Setup_Wizard", "completed", "completed"},
		{"no choice", "Show_Setup_Wizard", "done", nil},
		{"hidden", "Accounts_SystemBlockedUsernameList", "", nil},
		{"unknown", "Nothing_Such", "x", nil},
	}
	s := open(t, newDatabase(t), "7.1.0", nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := s.Set(t.Context(), tt.id, tt.value)
			if tt.want == nil {
				require.Error(t, err)
				require.NotContains(t, err.Error(), "done", "values may be secrets")
				return
			}
			require.NoError(t, err)
			one, _ := s.Get(tt.id)
			require.Equal(t, tt.want, one.Value)
		})
	}
}

func TestErrorsTellUnknownFromUnfit(t *testing.T) {
	t.Parallel()
	s := open(t, newDatabase(t), "7.1.0", nil)
	unknown, unfit := (*setting.UnknownError)(nil), (*setting.ValueError)(nil)
	require.True(t, errors.As(s.Set(t.Context(), "Nothing_Such", 1), &unknown))
	require.True(t, errors.As(s.Set(t.Context(), "Site_Name", 1), &unfit))
}

func TestValuesSurviveInTheDatabase(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	s := open(t, db, "7.1.0", nil)
	require.NoError(t, s.Set(t.Context(), "Accounts_AvatarCacheTime", 7.0))
	var stored bson.M
	require.NoError(t, db.Collection("rocketchat_settings").FindOne(t.Context(), bson.D{{Key: "_id", Value: "Accounts_AvatarCacheTime"}}).Decode(&stored))
	require.EqualValues(t, 7, stored["value"])
	require.EqualValues(t, 3600, stored["packageValue"])
	require.Equal(t, "int", stored["type"])
	require.Equal(t, 7, open(t, db, "7.1.0", nil).Int("Accounts_AvatarCacheTime"))
}

func TestDeferredSettingsReachTheDatabaseWhenTheyAreSaved(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	stored := func() int64 {
		n, err := db.Collection("rocketchat_settings").CountDocuments(t.Context(), bson.D{})
		require.NoError(t, err)
		return n
	}
	s := openWith(t, db, "7.1.0", nil, true)
	_, err := s.AddCustomOAuth(t.Context(), "acme")
	require.NoError(t, err)
	_, err = s.AddCustomOAuth(t.Context(), "gone")
	require.NoError(t, err)
	require.NoError(t, s.Set(t.Context(), "Accounts_AvatarCacheTime", 7.0))
	require.NoError(t, s.RemoveCustomOAuth(t.Context(), "gone"))
	require.Zero(t, stored())
	for range 2 { // saving again changes nothing
		require.NoError(t, s.Save(t.Context()))
		require.EqualValues(t, len(s.All()), stored())
	}
	again := open(t, db, "7.1.0", nil)
	require.Equal(t, 7, again.Int("Accounts_AvatarCacheTime"))
	require.Equal(t, []string{"Acme"}, again.CustomServices())
}

func TestPremiumSettingsReadAsUnlicensed(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{"3.18.2": true, "7.1.0": false} {
		s := open(t, newDatabase(t), version, nil)
		_, err := s.AddCustomOAuth(t.Context(), "acme")
		require.NoError(t, err)
		require.NoError(t, s.Set(t.Context(), "Accounts_OAuth_Custom-Acme-merge_roles", true))
		require.Equal(t, want, s.Bool("Accounts_OAuth_Custom-Acme-merge_roles"), version)
	}
}

func TestSubscribersHearOfChanges(t *testing.T) {
	t.Parallel()
	s := open(t, newDatabase(t), "7.1.0", nil)
	var heard []string
	cancel := s.Subscribe(func(id string) { heard = append(heard, id+"="+s.String(id)) })
	require.NoError(t, s.Set(t.Context(), "Site_Name", "ACME"))
	cancel()
	cancel()
	require.NoError(t, s.Set(t.Context(), "Site_Name", "Other"))
	require.Equal(t, []string{"Site_Name=ACME"}, heard)
}
