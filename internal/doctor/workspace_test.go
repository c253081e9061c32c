package doctor_test

import (
	"net/http/httputil"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
	"gonogo/internal/provider"
)

func TestSiteURLThatIsNotTheAddressPeopleType(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	for _, site := range []string{"https://chat.acme.example", "http://chat.acme.eu", "https://chat.acme.eu:8443", "https://chat.acme.eu/chat"} {
		require.NoError(t, w.Admin().SetSetting(t.Context(), "Site_Url", site))
		report := w.examine(t, nil)
		require.Equal(t, []string{"site-url-differs"}, causes(report), "%s: %v", site, report.Findings)
		f := report.Findings[0]
		require.Equal(t, "clavex.symptom-login-loop", f.Statement)
		require.Equal(t, site, f.Found)
		require.Contains(t, f.Fix, "Ensure ROOT_URL in Rocket.Chat matches the exact domain with protocol")
		require.Contains(t, f.Fix, "A stored Site_Url beats ROOT_URL")
	}
	require.NoError(t, w.Admin().SetSetting(t.Context(), "Site_Url", "https://chat.acme.eu/"))
	require.Empty(t, w.examine(t, nil).Findings)
}

// Who comes by an address that the provider does not know meets one cause: the
// address, not the registration.
func TestAnotherAddressThanTheRegisteredOne(t *testing.T) {
	t.Parallel()
	w := open(t, "entra", "7.1.0", nil)
	target, err := url.Parse(w.RocketChatURL())
	require.NoError(t, err)
	w.Serve("chat.other.example", &httputil.ReverseProxy{
		Transport: w.HTTP().Transport, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) },
	})
	report := w.examine(t, func(c *doctor.Case) { c.URL = "https://chat.other.example" })
	require.Equal(t, []string{"site-url-differs"}, causes(report), "%v", report.Findings)
}

func TestRedirectURIThatIsNotRegistered(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"clavex", "entra", "authentik", "encvoy", "miniorange"} {
		w := open(t, id, "7.1.0", nil)
		w.mend(t)
		_, err := w.Provider().Register(t.Context(), provider.Registration{
			ClientID: w.configured.ClientID, Name: "Rocket.Chat", RedirectURIs: []string{w.RocketChatURL() + "/_oauth/wrong"},
		})
		require.NoError(t, err)
		report := w.examine(t, func(c *doctor.Case) { c.Admin = nil })
		require.Equal(t, []string{"redirect-uri-not-registered"}, causes(report), "%s: %v", id, report.Findings)
		require.Contains(t, report.Findings[0].Fix, w.Guide().RedirectURI)
	}
}

func TestAccountSettingsThatStopPeople(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	for _, tt := range []struct {
		setting string
		value   any
		want    string
	}{
		{"Accounts_Registration_AuthenticationServices_Enabled", false, "registration-closed"},
		{"Accounts_ManuallyApproveNewUsers", true, "approval-pending"},
		{"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In", true, "email-code-asked"},
	} {
		before, err := w.Admin().Setting(t.Context(), tt.setting)
		require.NoError(t, err)
		require.NoError(t, w.Admin().SetSetting(t.Context(), tt.setting, tt.value))
		report := w.examine(t, nil)
		require.Equal(t, []string{tt.want}, causes(report), "%s: %v", tt.setting, report.Findings)
		require.NoError(t, w.Admin().SetSetting(t.Context(), tt.setting, before))
	}
	require.NoError(t, w.Admin().SetSetting(t.Context(), "Accounts_AllowedDomainsList", "acme.eu"))
	report := w.examine(t, nil)
	require.Empty(t, report.Findings)
	require.Contains(t, joined(report.Notes), "acme.eu")
}

// From 3.18 on a switch for every second factor is obeyed everywhere (§2.3).
func TestSwitchedOffSecondFactorsAskForNothing(t *testing.T) {
	t.Parallel()
	const optIn, every = "Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In", "Accounts_TwoFactorAuthentication_Enabled"
	w := open(t, "authentik", "7.1.0", map[string]string{optIn: "true"})
	require.Equal(t, []string{"email-code-asked"}, causes(w.examine(t, nil)))
	require.NoError(t, w.Admin().SetSetting(t.Context(), every, false))
	require.Empty(t, w.examine(t, nil).Findings)
}

func TestReleaseBugs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ guide, version, fix string }{
		{"clavex", "6.3.0", "6.3.1"},
		{"clavex", "6.6.0", "6.6.1"},
		{"clavex", "3.18.2", "API_Use_REST_For_DDP_Calls"},
	} {
		w := open(t, tt.guide, tt.version, nil)
		report := w.examine(t, nil)
		require.Equal(t, []string{"release-bug"}, causes(report), "%s: %v", tt.version, report.Findings)
		require.Contains(t, report.Findings[0].Fix, tt.fix)
	}
}
