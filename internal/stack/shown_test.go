package stack

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// The names are those of §1.3.
func TestFieldNames(t *testing.T) {
	t.Parallel()
	for suffix, want := range map[string]string{
		"url": "serverURL", "id": "clientId", "groups_channel_map": "channelsMap",
		"scope": "scope", "token_path": "tokenPath", "identity_token_sent_via": "identityTokenSentVia",
		"merge_users_distinct_services": "mergeUsersDistinctServices", "button_label_text": "buttonLabelText",
	} {
		require.Equal(t, want, field(suffix))
	}
}

func TestServiceIsShownOnlyWhenEverySettingIs(t *testing.T) {
	t.Parallel()
	enabled := func(on bool) []guide.Setting {
		return []guide.Setting{
			{ID: "Accounts_ShowFormLogin", Value: false},
			{ID: "Accounts_OAuth_Custom-Clavex-login_style", Value: "redirect"},
			{ID: "Accounts_OAuth_Custom-Clavex-merge_users", Value: true},
			{ID: "Accounts_OAuth_Custom-Clavex-secret", Value: "never shown"},
			{ID: "Accounts_OAuth_Custom-Clavex-roles_claim", Value: "needs a licence"},
			{ID: "Accounts_OAuth_Custom-Clavex", Value: on},
		}
	}
	tests := map[string]struct {
		on    bool
		shown rocketchat.Service
		want  bool
	}{
		"all":            {true, rocketchat.Service{"loginStyle": "redirect", "mergeUsers": true}, true},
		"one is old":     {true, rocketchat.Service{"loginStyle": "popup", "mergeUsers": true}, false},
		"absent":         {true, nil, false},
		"off and absent": {false, nil, true},
		"off, still on":  {false, rocketchat.Service{"loginStyle": "redirect", "mergeUsers": true}, false},
	}
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, shown(r, guide.NewService("clavex"), enabled(tt.on))(tt.shown))
		})
	}
}

// Up to 3.x roles are mapped without a licence, and the service shows it.
func TestWhatNeedsNoLicenceIsShown(t *testing.T) {
	t.Parallel()
	old, err := release.New("3.18.2")
	require.NoError(t, err)
	written := []guide.Setting{{ID: "Accounts_OAuth_Custom-Clavex-merge_roles", Value: true}, {ID: "Accounts_OAuth_Custom-Clavex", Value: true}}
	is := shown(old, guide.NewService("clavex"), written)
	require.True(t, is(rocketchat.Service{"mergeRoles": true}))
	require.False(t, is(rocketchat.Service{"mergeRoles": false}))
}

func TestWhatIsNotShownIsWrittenFirst(t *testing.T) {
	t.Parallel()
	r, err := release.New("7.1.0")
	require.NoError(t, err)
	var order []string
	for _, s := range hiddenFirst(r, guide.NewService("Clavex"), []guide.Setting{
		{ID: "Accounts_OAuth_Custom-Clavex"}, {ID: "Accounts_OAuth_Custom-Clavex-id"},
		{ID: "Accounts_OAuth_Custom-Clavex-secret"}, {ID: "Accounts_OAuth_Custom-Clavex-url"}, {ID: "Site_Url"},
	}) {
		order = append(order, s.ID)
	}
	require.Equal(t, []string{
		"Accounts_OAuth_Custom-Clavex-secret", "Accounts_OAuth_Custom-Clavex", "Accounts_OAuth_Custom-Clavex-id",
		"Accounts_OAuth_Custom-Clavex-url", "Site_Url",
	}, order)
}
