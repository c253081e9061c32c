package guide_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/release"
)

func version(t *testing.T, v string) release.Release {
	t.Helper()
	r, err := release.New(v)
	require.NoError(t, err)
	return r
}

func credentials() map[string]string {
	return map[string]string{"client_id": "the-client", "client_secret": "the-secret"}
}

func translate(t *testing.T, g *guide.Guide, v string) guide.Translation {
	t.Helper()
	translation, err := g.Settings(version(t, v), credentials())
	require.NoError(t, err)
	return translation
}

// The golden files are what go run ./scripts/guide settings prints, which leaves
// the placeholders of the run as they are.
func TestSettingsOfEachGuide(t *testing.T) {
	t.Parallel()
	for _, g := range loadAll(t) {
		for _, v := range []string{"3.18.2", "8.9.0"} {
			golden := filepath.Join("testdata", g.ID+"-"+v+".txt")
			t.Run(g.ID+"/"+v, func(t *testing.T) {
				t.Parallel()
				want, err := os.ReadFile(golden)
				require.NoError(t, err)
				got, err := g.Settings(version(t, v), map[string]string{"client_id": "{client_id}", "client_secret": "{client_secret}"})
				require.NoError(t, err)
				assert.Empty(t, cmp.Diff(string(want), got.String()))
			})
		}
	}
}

// demo is a guide with one setting.
func demo(s guide.Statement) *guide.Guide {
	s.ID, s.Kind = "demo.it", guide.KindSetting
	return &guide.Guide{ID: "demo", Service: "My-IdP 2", Statements: []guide.Statement{s}}
}

func TestOneSetting(t *testing.T) {
	t.Parallel()
	const prefix = "Accounts_OAuth_Custom-Myidp2"
	for _, c := range []struct {
		label, printed, id string
		value              any
	}{
		{"Enable", "True", prefix, true},
		{"Enable", "off", prefix, false},
		{"Token sent via", "Header", prefix + "-token_sent_via", "header"},
		{"TOKEN  SENT VIA", "payload", prefix + "-token_sent_via", "payload"},
		{"Identity Token Sent Via", `Same as "Token Sent Via"`, prefix + "-identity_token_sent_via", "default"},
		{"Identity token sent via", "default", prefix + "-identity_token_sent_via", "default"},
		{"Login style", "Redirect", prefix + "-login_style", "redirect"},
		{"Login Style", "Default", prefix + "-login_style", ""},
		{"Key Field", "Username", prefix + "-key_field", "username"},
		{"ID", "{client_id}", prefix + "-id", "the-client"},
		{"Secret", "{client_secret}", prefix + "-secret", "the-secret"},
		{"Scope", "openid  email", prefix + "-scope", "openid  email"},
		{"Button text color", "#FFFFFF", prefix + "-button_label_color", "#FFFFFF"},
		{"Merge Users From Distinct Services", "on", prefix + "-merge_users_distinct_services", true},
		{"User Data Group Map", "rocket.cat", prefix + "-channels_admin", "rocket.cat"},
		{"Field map: username", "preferred_username", prefix + "-username_field", "preferred_username"},
	} {
		t.Run(c.label+"="+c.printed, func(t *testing.T) {
			t.Parallel()
			got := translate(t, demo(guide.Statement{Label: c.label, Value: c.printed}), "8.9.0").Settings
			require.Len(t, got, 1)
			assert.Equal(t, c.id, got[0].ID)
			assert.Equal(t, c.value, got[0].Value)
			assert.Equal(t, "demo.it", got[0].Statement)
		})
	}
}

func TestWorkspaceAndOptionalSettingsAreKeptApart(t *testing.T) {
	t.Parallel()
	s := guide.Statement{Label: "Registration Form", Value: "disabled"}
	got := translate(t, demo(s), "8.9.0")
	assert.Empty(t, got.Settings)
	assert.Equal(t, `[Accounts_RegistrationForm = "Disabled"  # demo.it]`, fmt.Sprint(got.Workspace))

	s.Optional = true
	got = translate(t, demo(s), "8.9.0")
	assert.Empty(t, got.Workspace)
	assert.Len(t, got.Optional, 1)
}

func TestFindings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		label, version string
		written        bool
		want           string
	}{
		{"Key Field", "3.11.0", false, `Rocket.Chat 3.11.0 has no setting "Key Field"; it was left out`},
		{"Key Field", "3.12.0", true, ""},
		{"Roles/Groups field for channel mapping", "3.7.0", false, `Rocket.Chat 3.7.0 has no setting "Roles/Groups field for channel mapping"; it was left out`},
		{"Roles/Groups field for channel mapping", "3.18.2", true, ""},
		{"Roles/Groups field name", "4.0.0", true, `Rocket.Chat 4.0.0 maps roles and groups with a licence only; "Roles/Groups field name" was written but has no effect without one`},
		{"Roles to Sync", "4.1.0", false, `Rocket.Chat 4.1.0 has no setting "Roles to Sync"; it was left out`},
		{"Merge users from distinct services", "6.2.12", false, `Rocket.Chat 6.2.12 has no setting "Merge users from distinct services"; it was left out`},
		{"Merge users from distinct services", "6.3.0", true, ""},
		{"Field map: avatar", "8.9.0", true, `Rocket.Chat has no JSON field map; "Field map: avatar" was read as the setting "Avatar field"`},
		{"Field map: avatar", "3.18.2", true, `Rocket.Chat has no JSON field map; "Field map: avatar" was read as the setting "Avatar field"`},
		{"Button Color", "6.13.1", true, `the login page of Rocket.Chat 6.13.1 does not apply colours; "Button Color" was written but has no effect`},
		{"Enable", "9.0.0", true, `Rocket.Chat 9.0.0 runs custom OAuth with a licence only; "Enable" reads false without one`},
	} {
		t.Run(c.label+"/"+c.version, func(t *testing.T) {
			t.Parallel()
			got := translate(t, demo(guide.Statement{Label: c.label, Value: value(c.label)}), c.version)
			assert.Equal(t, c.written, len(got.Settings) == 1)
			if c.want == "" {
				assert.Empty(t, got.Findings)
				return
			}
			assert.Equal(t, []guide.Finding{{Statement: "demo.it", Text: c.want}}, got.Findings)
		})
	}
}

// value is one that the setting takes.
func value(label string) string {
	switch label {
	case "Key Field":
		return "Email"
	case "Merge users from distinct services", "Enable":
		return "on"
	default:
		return "anything"
	}
}

func TestSettingsRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ label, printed, want string }{
		{"Colour", "red", `demo.it: label must be a label of the administration pages, not "Colour"; known labels: ` + labels},
		{"Token Sent Via", "Cookie", `demo.it: value of "Token Sent Via" must be an option of the administration pages, not "Cookie"; known values: Header, Payload`},
		{"Enable", "maybe", `demo.it: value of "Enable" must be on or off, not "maybe"; known values: on, true, yes, enable, enabled, off, false, no, disable, disabled`},
		{"URL", "https://{tenant}", `demo.it: nothing fills the placeholder {tenant} of "URL"`},
	} {
		_, err := demo(guide.Statement{Label: c.label, Value: c.printed}).Settings(version(t, "8.9.0"), credentials())
		assert.EqualError(t, err, c.want)
	}
}

func TestValuesReplaceChoices(t *testing.T) {
	t.Parallel()
	values := credentials()
	values["tenant"] = "a-tenant-of-ones-own"
	got, err := load(t, "entra").Settings(version(t, "8.9.0"), values)
	require.NoError(t, err)
	assert.Equal(t, "https://login.microsoftonline.com/a-tenant-of-ones-own", got.Settings[0].Value)
}

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	for _, g := range loadAll(t) {
		got := translate(t, g, "8.9.0")
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v", got, got.Settings, got.Settings), "the-secret", g.ID)
	}
}
