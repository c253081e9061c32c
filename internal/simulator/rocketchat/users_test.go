package rocketchat_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestAdministrationOfUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")

	seen := w.get(admin, "/api/v1/users.info?username=bob")
	require.Equal(t, bob.id, seen.body["user"].(map[string]any)["_id"])
	require.NotContains(t, seen.text, "bcrypt")
	require.NotContains(t, seen.text, "hashedToken")
	require.Contains(t, seen.text, "bob@rocket.test")

	eve := w.person(admin, "eve")
	require.NotContains(t, w.get(eve, "/api/v1/users.info?userId="+bob.id).text, "bob@rocket.test", "others see less")
	list := w.get(admin, "/api/v1/users.list?count=2").body
	require.EqualValues(t, 4, list["total"])
	require.Len(t, list["users"], 2)

	updated := w.post(admin, "/api/v1/users.update", map[string]any{"userId": bob.id, "data": map[string]any{
		"name": "Robert", "email": "robert@rocket.test", "verified": true, "username": "robert", "roles": []string{"user", "guest"},
	}})
	require.Equal(t, 200, updated.status, updated.text)
	user := updated.body["user"].(map[string]any)
	require.Equal(t, "robert", user["username"])
	require.Equal(t, []any{map[string]any{"address": "robert@rocket.test", "verified": true}}, user["emails"])

	taken := w.post(admin, "/api/v1/users.update", map[string]any{"userId": bob.id, "data": map[string]any{"email": "EVE@rocket.test"}})
	require.Equal(t, "error-field-unavailable", taken.body["errorType"])

	require.JSONEq(t, `{"success":true}`, w.post(admin, "/api/v1/users.delete", map[string]any{"userId": bob.id}).text)
	n, err := w.db.Collection("users").CountDocuments(t.Context(), bson.M{"_id": bob.id})
	require.NoError(t, err)
	require.Zero(t, n)
	require.Equal(t, "error-invalid-user", w.get(admin, "/api/v1/users.info?userId="+bob.id).body["errorType"])
	require.Equal(t, 400, w.post(admin, "/api/v1/users.create", map[string]any{"username": "x"}).status)
}

func TestProfileChangesObeyTheSettings(t *testing.T) {
	t.Parallel()
	tests := []struct{ setting, field, text, code string }{
		{"Accounts_AllowRealNameChange", "name", "Edit user real name is not allowed", "error-action-not-allowed"},
		{"Accounts_AllowUsernameChange", "username", "Edit username is not allowed", "error-action-not-allowed"},
		{"Accounts_AllowEmailChange", "email", "Edit user email is not allowed", "error-action-not-allowed"},
		{"Accounts_AllowPasswordChange", "newPassword", "Edit user password is not allowed", "error-action-not-allowed"},
		{"Accounts_AllowUserProfileChange", "name", "Not allowed", "error-not-allowed"},
	}
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	change := func(field string) reply {
		return w.post(bob, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": map[string]any{field: "bob2@rocket.test"[:4], "currentPassword": digest("pw-bob")}})
	}
	for _, tt := range tests {
		require.Equal(t, 200, w.post(admin, "/api/v1/settings/"+tt.setting, map[string]any{"value": false}).status)
		r := change(tt.field)
		require.Equal(t, 400, r.status, tt.setting)
		require.Equal(t, tt.text+" ["+tt.code+"]", r.body["error"])
		require.Equal(t, 200, w.post(admin, "/api/v1/settings/"+tt.setting, map[string]any{"value": true}).status)
	}
	require.Equal(t, 200, w.post(admin, "/api/v1/settings/Accounts_AllowUserAvatarChange", map[string]any{"value": false}).status)
	require.Equal(t, "Change avatar is not allowed [error-not-allowed]", w.post(bob, "/api/v1/users.setAvatar", map[string]any{"avatarUrl": "http://x"}).body["error"])
}

func TestProfileChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	bob := w.person(w.admin(), "bob")
	change := func(data map[string]any) reply {
		return w.post(bob, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": data})
	}
	r := change(map[string]any{"name": "Robert", "statusText": "here", "roles": []string{"admin"}, "active": false})
	require.Equal(t, 200, r.status, r.text)
	user := r.body["user"].(map[string]any)
	require.Equal(t, []any{"Robert", "here", []any{"user"}, true}, []any{user["name"], user["statusText"], user["roles"], user["active"]})

	require.Equal(t, "error-invalid-password", change(map[string]any{"newPassword": "new"}).body["errorType"])
	require.Equal(t, 200, change(map[string]any{"newPassword": "new", "currentPassword": digest("pw-bob")}).status)
	w.login("bob", "new")
	require.Equal(t, 200, change(map[string]any{"email": "new@rocket.test", "currentPassword": digest("new")}).status)
	me := w.get(bob, "/api/v1/me").body
	require.Equal(t, []any{map[string]any{"address": "new@rocket.test", "verified": false}}, me["emails"])
	require.Equal(t, 200, w.post(bob, "/api/v1/users.setStatus", map[string]any{"status": "away", "message": "lunch"}).status)
	require.Equal(t, 200, w.post(bob, "/api/v1/users.removeOtherTokens", map[string]any{}).status)
	require.Equal(t, "away", w.get(bob, "/api/v1/me").body["status"])
}

func TestRegistrationObeysTheForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	form := map[string]any{"username": "ann", "name": "Ann", "email": "ann@rocket.test", "pass": "pw-ann"}
	r := w.post(session{}, "/api/v1/users.register", form)
	require.Equal(t, 200, r.status, r.text)
	require.NotContains(t, r.text, "bcrypt")
	w.login("ann", "pw-ann")
	require.Equal(t, 400, w.post(session{}, "/api/v1/users.register", form).status, "taken")
	require.Equal(t, 200, w.post(w.admin(), "/api/v1/settings/Accounts_RegistrationForm", map[string]any{"value": "Disabled"}).status)
	form["username"], form["email"] = "ben", "ben@rocket.test"
	require.Equal(t, "User registration is disabled [registration-disabled]", w.post(session{}, "/api/v1/users.register", form).body["error"])
}
