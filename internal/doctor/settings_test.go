package doctor_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
	"gonogo/internal/guide"
)

// broken is one wrong setting of the service, and what the doctor must name.
type broken struct {
	name   string
	values map[string]any
	want   string
}

// everywhere are settings that break every guide's login.
func everywhere() []broken {
	return []broken{
		{"disabled", map[string]any{"": false}, "service-disabled"},
		{"disabled and hidden", map[string]any{"": false, "show_button": false}, "service-disabled"},
		{"hidden", map[string]any{"show_button": false}, "button-hidden"},
		{"other provider", map[string]any{"url": "https://other.example"}, "url-wrong"},
		{"no provider", map[string]any{"url": ""}, "url-wrong"},
		{"authorize path", map[string]any{"authorize_path": "/nowhere"}, "authorize-path-wrong"},
		{"token path", map[string]any{"token_path": "/nowhere"}, "token-path-wrong"},
		{"identity path", map[string]any{"identity_path": "/nowhere"}, "identity-path-wrong"},
		{"authorize path as token path", map[string]any{"token_path": "/"}, "token-path-wrong"},
		{"client", map[string]any{"id": "somebody-else"}, "client-unknown"},
		{"secret", map[string]any{"secret": "wrong"}, "secret-wrong"},
		{"no secret", map[string]any{"secret": ""}, "secret-wrong"},
		{"style default", map[string]any{"login_style": ""}, "style-adds-close"},
	}
}

func TestOneWrongSettingIsOneCause(t *testing.T) {
	t.Parallel()
	for _, id := range guide.IDs() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			w := open(t, id, "7.1.0", nil)
			w.mend(t)
			for _, tt := range everywhere() {
				if id == "clavex" && tt.name == "style default" {
					continue // which it cuts off besides
				}
				before := w.values(t, tt.values)
				w.set(t, tt.values)
				report := w.examine(t, nil)
				require.Equal(t, []string{tt.want}, causes(report), "%s: %v", tt.name, report.Findings)
				requireComplete(t, report)
				w.set(t, before)
			}
			require.Empty(t, w.examine(t, nil).Findings)
		})
	}
}

// A stranger sees less, but nothing that is not there.
func TestStrangersAreToldWhatEverybodyCanSee(t *testing.T) {
	t.Parallel()
	w := open(t, "entra", "7.1.0", nil)
	for _, tt := range everywhere() {
		before := w.values(t, tt.values)
		w.set(t, tt.values)
		report := w.examine(t, func(c *doctor.Case) { c.Admin = nil })
		want := []string{tt.want}
		if _, ok := tt.values["secret"]; ok {
			want = []string{}
			require.Contains(t, report.Unseen[len(report.Unseen)-1], "secret")
		}
		require.Equal(t, want, causes(report), "%s: %v", tt.name, report.Findings)
		w.set(t, before)
	}
}

func TestWhatClavexDoesOnItsOwn(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	for _, tt := range []broken{
		{"popup", map[string]any{"login_style": "popup"}, "popup-cut"},
		{"identity by query", map[string]any{"identity_token_sent_via": "payload"}, "identity-way-refused"},
		{"scope", map[string]any{"scope": "profile email"}, "scope-refused"},
		{"slash", map[string]any{"url": "https://id.acme.eu/acme/"}, "url-trailing-slash"},
		{"another organization", map[string]any{"url": "https://id.acme.eu/emca"}, "url-wrong"},
		{"token by payload", map[string]any{"token_sent_via": "payload"}, "setting-differs"},
		{"merge", map[string]any{"merge_users": false}, "setting-differs"},
		{"field", map[string]any{"username_field": "login"}, "setting-differs"},
	} {
		before := w.values(t, tt.values)
		w.set(t, tt.values)
		report := w.examine(t, nil)
		require.Equal(t, []string{tt.want}, causes(report), "%s: %v", tt.name, report.Findings)
		requireComplete(t, report)
		chosen := w.examine(t, func(c *doctor.Case) { c.Wanted = tt.values })
		if tt.want == "setting-differs" {
			require.Empty(t, chosen.Findings, "%s is wanted: %v", tt.name, chosen.Findings)
		}
		w.set(t, before)
	}
}

func TestWhatDoesNoHarmIsNoFinding(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	for _, tt := range []struct {
		name   string
		values map[string]any
		note   string
	}{
		{"button", map[string]any{"button_label_text": "Log in", "button_color": "#000000"}, "Button text is"},
		{"absolute path", map[string]any{"token_path": "https://id.acme.eu/acme/token"}, ""},
	} {
		before := w.values(t, tt.values)
		w.set(t, tt.values)
		report := w.examine(t, nil)
		require.Empty(t, report.Findings, "%s: %v", tt.name, report.Findings)
		require.Contains(t, joined(report.Notes), tt.note)
		w.set(t, before)
	}
}

func TestMissingService(t *testing.T) {
	t.Parallel()
	w := open(t, "clavex", "7.1.0", nil)
	report := w.examine(t, func(c *doctor.Case) { c.Service = "okta" })
	require.Equal(t, []string{"service-missing"}, causes(report))
	stranger := w.examine(t, func(c *doctor.Case) { c.Service, c.Admin = "okta", nil })
	require.Equal(t, []string{"service-disabled"}, causes(stranger))
}
