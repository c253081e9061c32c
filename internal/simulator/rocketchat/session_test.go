package rocketchat_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat"
)

func digest(password string) string {
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}

func TestFormsOfThePasswordLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	w.person(w.admin(), "bob")
	hashed := map[string]any{"digest": digest("pw-bob"), "algorithm": "sha-256"}
	for name, body := range map[string]map[string]any{
		"user":            {"user": "bob", "password": "pw-bob"},
		"user as address": {"user": "bob@rocket.test", "password": "pw-bob"},
		"username":        {"username": "bob", "password": "pw-bob"},
		"email":           {"email": "BOB@rocket.test", "password": "pw-bob"},
		"digest":          {"user": "bob", "password": hashed},
		"as the method":   {"user": map[string]any{"username": "bob"}, "password": hashed},
	} {
		r := w.post(session{}, "/api/v1/login", body)
		require.Equal(t, http.StatusOK, r.status, "%s: %s", name, r.text)
		require.Equal(t, "success", r.body["status"])
		me := r.body["data"].(map[string]any)["me"].(map[string]any)
		require.Equal(t, "bob", me["username"])
	}
}

func TestRefusedLogins(t *testing.T) {
	t.Parallel()
	masked := `{"status":"error","error":"Unauthorized","message":"Unauthorized"}`
	for _, body := range []map[string]any{
		{"user": "bob", "password": "wrong"},
		{"user": "nobody", "password": "x"},
		{"resume": "no-such-token"},
		{"oauth": map[string]any{"credentialToken": "t", "credentialSecret": "s"}},
		{"oauth": map[string]any{"credentialToken": "t", "credentialSecret": nil}},
		{},
	} {
		w := newWorld(t, "7.1.0")
		r := w.post(session{}, "/api/v1/login", body)
		require.Equal(t, http.StatusUnauthorized, r.status)
		require.JSONEq(t, masked, r.text, "%v", body)
	}
}

func TestLogoutEndsTheToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "8.9.0")
	bob := w.person(w.admin(), "bob")
	resumed := w.post(session{}, "/api/v1/login", map[string]any{"resume": bob.token})
	require.Equal(t, http.StatusOK, resumed.status)
	require.Equal(t, http.StatusOK, w.get(bob, "/api/v1/me").status)

	out := w.post(bob, "/api/v1/logout", nil)
	require.JSONEq(t, `{"status":"success","data":{"message":"You've been logged out!"}}`, out.text)
	again := w.get(bob, "/api/v1/me")
	require.Equal(t, http.StatusUnauthorized, again.status)
	require.JSONEq(t, `{"status":"error","message":"You must be logged in to do this."}`, again.text)
}

func TestMeHidesSecretsAndTellsOfOAuthByRelease(t *testing.T) {
	t.Parallel()
	for version, flagged := range map[string]bool{"3.18.2": false, "6.13.1": false, "7.1.0": true, "8.9.0": true} {
		w := newWorld(t, version)
		me := w.get(w.person(w.admin(), "bob"), "/api/v1/me")
		require.NotContains(t, me.text, "bcrypt")
		require.NotContains(t, me.text, "hashedToken")
		require.Equal(t, map[string]any{"password": map[string]any{"exists": true}}, me.body["services"])
		require.Equal(t, w.http.URL+"/avatar/bob", me.body["avatarUrl"])
		_, has := me.body["isOAuthUser"]
		require.Equal(t, flagged, has, version)
	}
}

func TestDeactivationEndsLogins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	require.Equal(t, http.StatusOK, w.post(admin, "/api/v1/users.setActiveStatus", map[string]any{"userId": bob.id, "activeStatus": false}).status)
	require.Equal(t, http.StatusUnauthorized, w.get(bob, "/api/v1/me").status)
	refused := w.post(session{}, "/api/v1/login", map[string]any{"user": "bob", "password": "pw-bob"})
	require.JSONEq(t, `{"status":"error","error":"error-user-is-not-activated","details":{"function":"Accounts.validateLoginAttempt"},"message":"User is not activated"}`, refused.text)
}

func TestEmailCodesAreMailed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	admin := w.admin()
	bob := w.person(admin, "bob")
	_, err := w.db.Collection("users").UpdateByID(t.Context(), bob.id, bson.M{"$set": bson.M{"services.email2fa": bson.M{"enabled": true}, "emails.0.verified": true}})
	require.NoError(t, err)
	body := map[string]any{"user": "bob", "password": "pw-bob"}
	asked := w.post(session{}, "/api/v1/login", body)
	require.Equal(t, "totp-required", asked.body["error"])
	mails := w.Mails()
	require.Len(t, mails, 1)
	require.Equal(t, "bob@rocket.test", mails[0].To)
	require.NotContains(t, mails[0].String(), mails[0].Code)

	body["code"] = mails[0].Code
	require.Equal(t, http.StatusOK, w.post(session{}, "/api/v1/login", body).status)
}

func TestSecretsOfTheEnvironmentAreNotPrinted(t *testing.T) {
	t.Parallel()
	a := rocketchat.Admin{Username: "root", Password: "s3cret"}
	require.Equal(t, "root (password withheld)", a.String())
	require.NotContains(t, a.GoString(), "s3cret")
}
