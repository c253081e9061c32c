package setting_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOverwriteWinsAtEveryStart(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	env := map[string]string{
		"OVERWRITE_SETTING_API_Enable_Rate_Limiter":  "false",
		"OVERWRITE_SETTING_Accounts_AvatarCacheTime": "60",
		"OVERWRITE_SETTING_Site_Name":                "true", // a boolean whatever the type
	}
	s := open(t, db, "7.1.0", env)
	require.False(t, s.Bool("API_Enable_Rate_Limiter"))
	require.Equal(t, 60, s.Int("Accounts_AvatarCacheTime"))
	one, _ := s.Get("Site_Name")
	require.Equal(t, true, one.Value)

	require.NoError(t, s.Set(t.Context(), "API_Enable_Rate_Limiter", true))
	require.False(t, open(t, db, "7.1.0", env).Bool("API_Enable_Rate_Limiter"))
}

func TestPlainVariableCountsAtFirstInsertOnly(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	env := map[string]string{"Site_Name": "ACME"}
	s := open(t, db, "7.1.0", env)
	require.Equal(t, "ACME", s.String("Site_Name"))
	require.NoError(t, s.Set(t.Context(), "Site_Name", "Later"))
	require.Equal(t, "Later", open(t, db, "7.1.0", env).String("Site_Name"))
}

func TestOverwriteIsNotReappliedToServicesAddedByREST(t *testing.T) {
	t.Parallel()
	db := newDatabase(t)
	env := map[string]string{"OVERWRITE_SETTING_Accounts_OAuth_Custom-Acme-scope": "email"}
	s := open(t, db, "7.1.0", env)
	_, err := s.AddCustomOAuth(t.Context(), "acme")
	require.NoError(t, err)
	require.Equal(t, "email", s.String("Accounts_OAuth_Custom-Acme-scope"))
	require.NoError(t, s.Set(t.Context(), "Accounts_OAuth_Custom-Acme-scope", "openid"))
	require.Equal(t, "openid", open(t, db, "7.1.0", env).String("Accounts_OAuth_Custom-Acme-scope"))
}

func TestServicesFromTheEnvironment(t *testing.T) {
	t.Parallel()
	s := open(t, newDatabase(t), "7.1.0", map[string]string{
		"Accounts_OAuth_Custom_Acme":              "true",
		"Accounts_OAuth_Custom_Acme_url":          "https://id.acme.eu",
		"Accounts_OAuth_Custom_Acme_secret":       "s3cret",
		"Accounts_OAuth_Custom_Acme_scope":        "",
		"Accounts_OAuth_Custom_Acme_merge_users":  "yes",
		"Accounts_OAuth_Custom_Acme_map_channels": "false",
		"Accounts_OAuth_Custom_Acme_show_button":  "false",
		"Accounts_OAuth_Custom_Off":               "1",
		"Accounts_OAuth_Custom_Without_url":       "https://nowhere",
		"Accounts_OAuth_Custom_Under_score":       "true",
	})
	require.Equal(t, []string{"Acme", "Off"}, s.CustomServices(), "a service needs its own variable, and names end at an underscore")
	require.True(t, s.Bool(acme))
	require.Equal(t, "https://id.acme.eu", s.String(acme+"-url"))
	require.Equal(t, "s3cret", s.String(acme+"-secret"))
	require.Equal(t, "openid", s.String(acme+"-scope"))
	require.False(t, s.Bool(acme+"-merge_users"), "only the text true switches on")
	require.True(t, s.Bool(acme+"-show_button"), "cannot be switched off")
	channels, _ := s.Get(acme + "-map_channels")
	require.Equal(t, "false", channels.Value, "taken as text")
	require.False(t, s.Bool("Accounts_OAuth_Custom-Off"))
}

func BenchmarkOpen(b *testing.B) {
	db := newDatabase(b)
	for b.Loop() {
		b.StopTimer()
		require.NoError(b, db.Collection("rocketchat_settings").Drop(b.Context()))
		b.StartTimer()
		open(b, db, "8.9.0", nil)
	}
}
