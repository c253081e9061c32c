package rocketchat_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
)

// Before 4.8 the settings close the fields of the page, and the server takes a
// new name and user name all the same; the e-mail address is guarded in all.
func TestReleasesThatGuardTheProfile(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.ProfileGuard, "3.18.2", "4.8.7", "7.1.0") {
		w := newWorld(t, side.Version)
		admin := w.admin()
		bob := w.person(admin, "bob")
		change := func(field, value string) reply {
			return w.post(bob, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": map[string]any{field: value, "currentPassword": digest("pw-bob")}})
		}
		for _, setting := range []string{"RealName", "Username", "Email", "Password"} {
			require.Equal(t, 200, w.post(admin, "/api/v1/settings/Accounts_Allow"+setting+"Change", map[string]any{"value": false}).status)
		}
		for field, value := range map[string]string{"name": "Robert", "username": "robert", "newPassword": "new"} {
			require.Equal(t, map[bool]int{true: 400, false: 200}[side.Has], change(field, value).status, "%s %s", side.Version, field)
		}
		refused := change("email", "robert@rocket.test")
		require.Equal(t, "error-action-not-allowed", refused.body["errorType"], side.Version)
		me := w.get(bob, "/api/v1/me").body
		require.Equal(t, side.Has, me["username"] == "bob", side.Version)
		require.Equal(t, side.Has, me["name"] == "bob Local", side.Version)
		w.login(me["username"].(string), "pw-bob")
	}
}

// What is not changed is not refused, and administrators are not bound (#23110).
func TestOnlyChangesOfTheProfileAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	for _, setting := range []string{"RealName", "Username", "Email"} {
		require.Equal(t, 200, w.post(admin, "/api/v1/settings/Accounts_Allow"+setting+"Change", map[string]any{"value": false}).status)
	}
	same := map[string]any{"name": "bob Local", "username": "bob", "email": "bob@rocket.test", "statusText": "here"}
	require.Equal(t, 200, w.post(bob, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": same}).status)
	renamed := w.post(admin, "/api/v1/users.update", map[string]any{"userId": bob.id, "data": map[string]any{"username": "robert"}})
	require.Equal(t, 200, renamed.status, renamed.text)
	require.Equal(t, "Not allowed [error-not-allowed]", w.method(bob, "method.call", "setUsername", "bobby")["error"].(map[string]any)["message"])
}

// The method behind older profile pages names two fields otherwise, and is guarded alike.
func TestTheMethodOfTheProfilePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	save := func(data map[string]any) reply {
		return w.post(bob, "/api/v1/users.updateOwnBasicInfo", map[string]any{"data": data})
	}
	frame := w.method(bob, "method.call", "saveUserProfile", map[string]any{
		"realname": "Robert", "newPassword": "changed", "typedPassword": digest("pw-bob"), "roles": []any{"admin"},
	}, map[string]any{})
	require.Equal(t, true, frame["result"])
	w.login("bob", "changed")
	me := w.get(bob, "/api/v1/me").body
	require.Equal(t, "Robert", me["name"])
	require.Equal(t, []any{"user"}, me["roles"])

	require.Equal(t, 200, w.post(admin, "/api/v1/settings/Accounts_AllowUserProfileChange", map[string]any{"value": false}).status)
	refused := w.method(bob, "method.call", "saveUserProfile", map[string]any{"realname": "Bobby"})
	require.Equal(t, "Not allowed [error-not-allowed]", refused["error"].(map[string]any)["message"])
	require.Equal(t, 400, save(map[string]any{"name": "Bobby"}).status)
}
