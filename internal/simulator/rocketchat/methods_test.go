package rocketchat_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestLoginAndLogoutAsMethods(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	bob := w.person(w.admin(), "bob")
	frame := w.method(session{}, "method.callAnon", "login", map[string]any{
		"user": map[string]any{"username": "bob"}, "password": map[string]any{"digest": digest("pw-bob"), "algorithm": "sha-256"},
	})
	result := frame["result"].(map[string]any)
	require.Equal(t, bob.id, result["id"])
	require.Equal(t, "password", result["type"])
	require.Contains(t, result["tokenExpires"], "$date")

	in := session{id: bob.id, token: result["token"].(string)}
	require.Nil(t, w.method(in, "method.call", "logout")["error"])
	require.Equal(t, 401, w.get(in, "/api/v1/me").status)
	require.Equal(t, 200, w.get(bob, "/api/v1/me").status, "the other login stays")
}

func TestMethodErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	bob := w.person(w.admin(), "bob")
	tests := []struct {
		as       session
		endpoint string
		method   string
		code     any
	}{
		{session{}, "method.callAnon", "nothingSuch", 404.0},
		{session{}, "method.callAnon", "setUsername", "error-invalid-user"},
		{bob, "method.callAnon", "setUsername", "error-invalid-user"},
		{bob, "method.call", "addOAuthService", "error-action-not-allowed"},
		{bob, "method.call", "saveSettings", "error-action-not-allowed"},
		{bob, "method.call", "setUserPassword", "error-not-allowed"},
	}
	for _, tt := range tests {
		frame := w.method(tt.as, tt.endpoint, tt.method, "x")
		e := frame["error"].(map[string]any)
		require.Equal(t, tt.code, e["error"], tt.method)
		require.Equal(t, "Meteor.Error", e["errorType"])
	}
	require.Equal(t, 401, w.post(session{}, "/api/v1/method.call/logout", map[string]any{"message": "{}"}).status)
}

func TestMethodsOfPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	require.Equal(t, "robert", w.method(bob, "method.call", "setUsername", "robert")["result"])
	blocked := w.method(bob, "method.call", "setUsername", "admin")["error"].(map[string]any)
	require.Equal(t, "error-blocked-username", blocked["error"])
	require.Nil(t, w.method(bob, "method.call", "saveCustomFields", map[string]any{})["error"])
	roles := w.method(bob, "method.call", "getUserRoles")["result"].([]any)
	require.Len(t, roles, 1)

	_, err := w.db.Collection("users").UpdateByID(t.Context(), bob.id, bson.M{"$set": bson.M{"requirePasswordChange": true}})
	require.NoError(t, err)
	require.Equal(t, true, w.method(bob, "method.call", "setUserPassword", "fresh")["result"])
	w.login("robert", "fresh")
	require.Nil(t, w.get(bob, "/api/v1/me").body["requirePasswordChange"])
}

func TestServicesAreAdministratedByMethods(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "3.18.2")
	admin := w.admin()
	require.Nil(t, w.method(admin, "method.call", "addOAuthService", "clavex")["error"])
	list := []any{map[string]any{"_id": "Accounts_OAuth_Custom-Clavex", "value": true}}
	require.Equal(t, true, w.method(admin, "method.call", "saveSettings", list)["result"])
	require.Nil(t, w.method(admin, "method.call", "refreshOAuthService")["error"])
	require.Contains(t, w.get(session{}, "/api/v1/settings.oauth").text, `"service":"clavex"`)
	require.Nil(t, w.method(admin, "method.call", "removeOAuthService", "clavex")["error"])
	require.Equal(t, 400, w.get(admin, "/api/v1/settings/Accounts_OAuth_Custom-Clavex").status)
}
