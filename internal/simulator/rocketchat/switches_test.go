package rocketchat_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/release/releasetest"
	"gonogo/internal/simulator/rocketchat"
)

// §2.1: what administrators may do by REST, and since when. Without an endpoint
// the answer is 404.
func TestEndpointsByRelease(t *testing.T) {
	t.Parallel()
	service := map[string]any{"name": "clavex"}
	for _, side := range releasetest.Sides(t, release.AddByREST, "3.3.3", "3.4.0", "8.9.0") {
		w := newWorld(t, side.Version)
		require.Equal(t, side.Has, w.post(w.admin(), "/api/v1/settings.addCustomOAuth", service).status == http.StatusOK, side.Version)
	}
	for _, side := range releasetest.Sides(t, release.RemoveByREST, "3.18.2", "8.6.2", "8.7.0", "8.9.0") {
		w := newWorld(t, side.Version)
		admin := w.admin()
		w.post(admin, "/api/v1/settings.addCustomOAuth", service)
		require.Equal(t, side.Has, w.post(admin, "/api/v1/settings.refreshOAuthServices", nil).status == http.StatusOK, side.Version)
		require.Equal(t, side.Has, w.post(admin, "/api/v1/settings.removeCustomOAuth", service).status == http.StatusOK, side.Version)
	}
}

// §2.3: since 3.7 a change of a setting needs a second factor; the switch of all
// second factors has counted there since 3.18.
func TestReleasesThatAskAnAdministratorForASecondFactor(t *testing.T) {
	t.Parallel()
	asked := func(version string, change ...func(*rocketchat.Options)) bool {
		w := newWorld(t, version, change...)
		admin := w.admin()
		w.wait(time.Hour)
		return w.post(admin, "/api/v1/settings/Site_Name", map[string]any{"value": "ACME"}).body["errorType"] == "totp-required"
	}
	for _, side := range releasetest.Sides(t, release.AdminTwoFactor, "3.4.0", "3.6.3", "3.7.0", "8.9.0") {
		require.Equal(t, side.Has, asked(side.Version), side.Version)
	}
	off := func(o *rocketchat.Options) {
		o.Environment = quiet(map[string]string{"OVERWRITE_SETTING_Accounts_TwoFactorAuthentication_Enabled": "false"})
	}
	for _, side := range releasetest.Sides(t, release.TwoFactorSwitch, "3.17.2", "3.18.0", "8.9.0") {
		require.Equal(t, side.Has, !asked(side.Version, off), side.Version)
	}
}

// §2.1, §10.3: what strangers may ask about the server.
func TestPathsForMonitorsByRelease(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.Health, "3.18.2", "5.2.9", "5.3.0", "8.9.0") {
		require.Equal(t, side.Has, newWorld(t, side.Version).get(session{}, "/health").text == "ok", side.Version)
	}
	for _, side := range releasetest.Sides(t, release.Livez, "7.10.9", "7.11.0", "8.9.0") {
		w := newWorld(t, side.Version)
		for _, path := range []string{"/livez", "/readyz"} {
			require.Equal(t, side.Has, w.get(session{}, path).body["status"] == "ok", "%s at %s", path, side.Version)
		}
	}
	for _, side := range releasetest.Sides(t, release.ShortVersion, "3.18.2", "4.0.0", "8.9.0") {
		told, _ := newWorld(t, side.Version).get(session{}, "/api/info").body["version"].(string)
		require.Equal(t, side.Has, strings.Count(told, ".") == 1, "%s: %s", side.Version, told)
	}
}

// §14.2: /me tells of OAuth since 7.0.
func TestReleasesThatTellOfOAuth(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.OAuthUserFlag, "3.18.2", "6.13.1", "7.0.0", "8.9.0") {
		w := newWorld(t, side.Version)
		_, told := w.get(w.person(w.admin(), "bob"), "/api/v1/me").body["isOAuthUser"]
		require.Equal(t, side.Has, told, side.Version)
	}
}

// §0.1, #42477: since 9.0 nobody adds a service without a licence.
func TestReleasesThatRefuseServicesWithoutALicence(t *testing.T) {
	t.Parallel()
	for _, side := range releasetest.Sides(t, release.PremiumOAuth, "8.9.0", "9.0.0") {
		w := newWorld(t, side.Version)
		answer := w.post(w.admin(), "/api/v1/settings.addCustomOAuth", map[string]any{"name": "clavex"})
		require.Equal(t, side.Has, answer.body["error"] == "This is an enterprise feature [error-action-not-allowed]", side.Version)
		require.Equal(t, side.Has, w.method(w.admin(), "method.call", "addOAuthService", "clavex")["error"] != nil, side.Version)
	}
}
