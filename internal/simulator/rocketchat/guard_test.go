package rocketchat_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/rocketchat"
)

func TestSecondFactorOnAdministration(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "6.13.1", "7.1.0", "8.9.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, version)
			admin := w.admin()
			write := func(as session) reply {
				return w.post(as, "/api/v1/settings/Site_Name", map[string]any{"value": "ACME"})
			}
			require.Equal(t, 200, write(admin).status, "nothing is asked of a new administrator")

			w.wait(31 * time.Minute)
			asked := write(admin)
			require.Equal(t, 400, asked.status)
			require.JSONEq(t, `{"success":false,"error":"TOTP Required [totp-required]","errorType":"totp-required",
				"details":{"method":"password","codeGenerated":false,"availableMethods":[]}}`, asked.text)
			require.Equal(t, "totp-required", w.post(admin, "/api/v1/settings.addCustomOAuth", map[string]any{"name": "x"}).body["errorType"])
			require.Nil(t, w.method(admin, "method.call", "addOAuthService", "clavex")["error"], "the method never asks")

			plain := session{admin.id, admin.token, adminPassword}
			require.Equal(t, "totp-invalid", write(plain).body["errorType"], "the password itself is no code")
			require.Equal(t, 200, write(session{admin.id, admin.token, digest(adminPassword)}).status)
			require.Equal(t, 200, write(admin).status, "remembered for this login")

			w.wait(31 * time.Minute)
			require.Equal(t, "totp-required", write(admin).body["errorType"], "not for ever")
		})
	}
}

func TestSecondFactorCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	for _, off := range []string{"Accounts_TwoFactorAuthentication_Enabled", "Accounts_TwoFactorAuthentication_Enforce_Password_Fallback"} {
		w := newWorld(t, "7.1.0", func(o *rocketchat.Options) {
			o.Environment = quiet(map[string]string{"OVERWRITE_SETTING_" + off: "false"})
		})
		admin := w.admin()
		w.wait(time.Hour)
		require.Equal(t, 200, w.post(admin, "/api/v1/settings/Site_Name", map[string]any{"value": "ACME"}).status, off)
	}
}

// limited leaves the limits as a fresh server has them.
func limited(o *rocketchat.Options) { o.Environment = nil }

func TestRateLimitOfEndpoints(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", limited)
	wrong := map[string]any{"user": "nobody", "password": "x"}
	for i := range 10 {
		r := w.post(session{}, "/api/v1/login", wrong)
		require.Equal(t, http.StatusUnauthorized, r.status)
		require.Equal(t, "10", r.header.Get("X-RateLimit-Limit"))
		require.Equal(t, strconv.Itoa(9-i), r.header.Get("X-RateLimit-Remaining"))
	}
	w.wait(20 * time.Second)
	r := w.post(session{}, "/api/v1/login", wrong)
	require.Equal(t, http.StatusTooManyRequests, r.status)
	require.JSONEq(t, `{"success":false,"error":"Error, too many requests. Please slow down. You must wait 40 seconds before trying this endpoint again. [error-too-many-requests]"}`, r.text)
	require.Equal(t, strconv.FormatInt(w.now().Add(40*time.Second).UnixMilli(), 10), r.header.Get("X-RateLimit-Reset"))
	require.Equal(t, 200, w.get(session{}, "/api/v1/settings.oauth").status, "each endpoint counts for itself")

	w.wait(41 * time.Second)
	require.Equal(t, http.StatusUnauthorized, w.post(session{}, "/api/v1/login", wrong).status)
}

func TestAdministratorsPassTheRateLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", limited)
	admin := w.admin()
	for range 12 {
		require.Equal(t, 200, w.get(admin, "/api/v1/me").status)
	}
	require.Equal(t, 200, w.post(admin, "/api/v1/settings/API_Enable_Rate_Limiter", map[string]any{"value": false}).status)
	for range 12 {
		require.Equal(t, 200, w.get(session{}, "/api/v1/settings.public").status)
	}
}

func TestMeteorsOwnLimitOnLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0")
	call := func() any {
		return w.method(session{}, "method.callAnon", "login", map[string]any{"resume": "x"})["error"].(map[string]any)["error"]
	}
	for range 5 {
		require.EqualValues(t, 401, call())
	}
	require.Equal(t, "too-many-requests", call())
	w.wait(11 * time.Second)
	require.EqualValues(t, 401, call())

	free := newWorld(t, "7.1.0", func(o *rocketchat.Options) { o.UnlimitedLogins = true })
	for range 8 {
		frame := free.method(session{}, "method.callAnon", "login", map[string]any{"resume": "x"})
		require.EqualValues(t, 401, frame["error"].(map[string]any)["error"])
	}
}

func TestWorkspacesOwnLimitOnMethods(t *testing.T) {
	t.Parallel()
	const rule = "DDP_Rate_Limit_Connection_By_Method_"
	w := newWorld(t, "7.1.0", func(o *rocketchat.Options) {
		o.UnlimitedLogins, o.Environment[rule+"Enabled"] = true, "false"
	})
	call := func(method string) any {
		return w.method(session{}, "method.callAnon", method, map[string]any{"resume": "x"})["error"].(map[string]any)["error"]
	}
	for range 12 {
		require.EqualValues(t, 401, call("login"))
	}
	admin := w.admin()
	for id, value := range map[string]any{"Requests_Allowed": 2, "Enabled": true} {
		require.Equal(t, 200, w.post(admin, "/api/v1/settings/"+rule+id, map[string]any{"value": value}).status)
	}
	for range 2 {
		require.EqualValues(t, 401, call("login"))
	}
	require.Equal(t, "too-many-requests", call("login"))
	require.NotEqual(t, "too-many-requests", call("nothing"), "each method counts for itself")
	w.wait(11 * time.Second)
	require.EqualValues(t, 401, call("login"))
}
