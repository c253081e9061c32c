package rocketchat_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSettingsAreReadAndWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	tests := []struct {
		name, id string
		body     any
		status   int
		after    any // nil: not looked at
	}{
		{"text", "Site_Name", map[string]any{"value": "ACME"}, 200, "ACME"},
		{"switch", "Accounts_ShowFormLogin", map[string]any{"value": false}, 200, false},
		{"number", "Accounts_AvatarCacheTime", map[string]any{"value": 60}, 200, 60.0},
		{"wrong type", "Accounts_AvatarCacheTime", map[string]any{"value": "soon"}, 400, 60.0},
		{"no value", "Site_Name", map[string]any{"editor": "color"}, 400, "ACME"},
		{"unknown", "Nothing_Such", map[string]any{"value": 1}, 400, nil},
		{"hidden", "Accounts_SystemBlockedUsernameList", map[string]any{"value": ""}, 400, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := w.post(admin, "/api/v1/settings/"+tt.id, tt.body)
			require.Equal(t, tt.status, r.status, r.text)
			require.Equal(t, tt.status == 200, r.body["success"])
			if tt.after != nil {
				require.Equal(t, map[string]any{"_id": tt.id, "value": tt.after, "success": true}, w.get(admin, "/api/v1/settings/"+tt.id).body)
			}
		})
	}
	require.JSONEq(t, `{"success":false}`, w.get(admin, "/api/v1/settings/Nothing_Such").text)
	require.JSONEq(t, `{"success":false}`, w.get(admin, "/api/v1/settings/Accounts_SystemBlockedUsernameList").text)
}

func TestListsOfSettingsComeInPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	first := w.get(session{}, "/api/v1/settings.public").body
	require.EqualValues(t, 50, first["count"], "the default page")
	require.Greater(t, first["total"], 50.0)
	second := w.get(session{}, "/api/v1/settings.public?offset=50&count=100").body
	require.EqualValues(t, 50, second["offset"])
	require.EqualValues(t, first["total"].(float64)-50, second["count"])

	one := w.get(session{}, "/api/v1/settings.public?_id=Site_Name,Accounts_ShowFormLogin,Accounts_OAuth_Custom-X-secret").body
	require.Equal(t, []any{
		map[string]any{"_id": "Accounts_ShowFormLogin", "value": true},
		map[string]any{"_id": "Site_Name", "value": "Rocket.Chat"},
	}, one["settings"])
	queried := w.get(session{}, "/api/v1/settings.public?query="+`%7B%22_id%22%3A%22Site_Name%22%7D`).body
	require.EqualValues(t, 1, queried["total"])

	all := w.get(admin, "/api/v1/settings?count=0").body
	require.Equal(t, all["total"], all["count"])
	require.Greater(t, all["total"], first["total"])
	bob := w.person(admin, "bob")
	require.Equal(t, first["total"], w.get(bob, "/api/v1/settings").body["total"], "ordinary people see public settings")
}

func TestAdministrationNeedsAnAdministrator(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	bob := w.person(w.admin(), "bob")
	for _, path := range []string{
		"settings/Site_Name", "settings.addCustomOAuth", "users.create", "users.update", "users.delete", "users.setActiveStatus",
	} {
		r := w.post(bob, "/api/v1/"+path, map[string]any{})
		require.Equal(t, http.StatusForbidden, r.status, path)
		require.JSONEq(t, `{"success":false,"error":"User does not have the permissions required for this action [error-unauthorized]"}`, r.text)
		require.Equal(t, http.StatusUnauthorized, w.post(session{}, "/api/v1/"+path, map[string]any{}).status, path)
	}
}

func TestCustomServicesAreAddedByName(t *testing.T) {
	t.Parallel()
	for version, removable := range map[string]bool{"3.18.2": false, "6.13.1": false, "7.1.0": false, "8.9.0": true} {
		w := newWorld(t, version)
		admin := w.admin()
		blank := w.post(admin, "/api/v1/settings.addCustomOAuth", map[string]any{"name": " "})
		require.Equal(t, 400, blank.status)
		require.Equal(t, "error-name-param-not-provided", blank.body["errorType"])
		for range 2 {
			require.JSONEq(t, `{"success":true}`, w.post(admin, "/api/v1/settings.addCustomOAuth", map[string]any{"name": "clavex"}).text)
		}
		require.Equal(t, false, w.get(admin, "/api/v1/settings/Accounts_OAuth_Custom-Clavex").body["value"])
		removed := w.post(admin, "/api/v1/settings.removeCustomOAuth", map[string]any{"name": "clavex"})
		require.Equal(t, removable, removed.status == 200, "%s: %s", version, removed.text)
		if !removable {
			require.Equal(t, http.StatusNotFound, removed.status)
		}
		require.Equal(t, removable, w.get(admin, "/api/v1/settings/Accounts_OAuth_Custom-Clavex").status == 400)
	}
}
