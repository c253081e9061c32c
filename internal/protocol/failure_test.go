package protocol

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/browser/pages"
)

func named(id, reason string) *methodError {
	return &methodError{ID: []byte(id), Reason: &reason}
}

// §5.6, §9.2, §14.5, observed §E.3.
func TestWhatIsReadOfRefusedLogins(t *testing.T) {
	t.Parallel()
	conflict := named(`"CustomOAuth"`, "User with username alice already exists")
	inactive := named(`"error-user-is-not-activated"`, "User is not activated")
	masked := named(`401`, "User not found")
	const approval = "Before you can login, your account must be manually activated by an administrator."
	for _, test := range []struct {
		name, version string
		err           *methodError
		settings      map[string]any
		want          string
	}{
		{"toast of a reason", "3.18.2", conflict, nil, "User with username alice already exists"},
		{"toast of a plain error", "3.18.2", &methodError{}, nil, "[undefined]"},
		{"toast of a plain error over DDP", "3.18.2", &methodError{}, map[string]any{"API_Use_REST_For_DDP_Calls": false}, "Internal server error"},
		{"toast of a number", "4.8.7", masked, nil, "User not found"},
		{"nothing yet", "5.4.10", inactive, nil, ""},
		{"known id", "6.4.9", inactive, nil, approval},
		{"unknown id", "6.4.9", conflict, nil, ""},
		{"reason", "6.13.1", conflict, nil, "User with username alice already exists"},
		{"known id, later", "7.1.0", inactive, nil, approval},
		{"number", "7.1.0", masked, nil, ""},
		{"no form, no place", "7.1.0", inactive, map[string]any{"Accounts_ShowFormLogin": false}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newWorld().agent(t, "clavex", test.version).Chat()
			c.settings = test.settings
			assert.Equal(t, pages.State{Kind: pages.LoginForm, Message: test.want}, c.refusal(test.err, true))
			assert.Equal(t, pages.State{Kind: pages.LoginForm}, c.refusal(test.err, false), "redirect style is silent")
			assert.Equal(t, pages.State{Kind: pages.TwoFactor}, c.refusal(named(`"totp-required"`, "TOTP Required"), false))
		})
	}
}

func TestRefusedUsernames(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "all is blocked and can't be used!", usernameRefusal(named(`"error-blocked-username"`, ""), "all"))
	assert.Equal(t, "bob is already in use :(", usernameRefusal(named(`"error-field-unavailable"`, ""), "bob"))
	assert.Contains(t, usernameRefusal(named(`"username-invalid"`, ""), "b b"), "b b is not a valid username")
	assert.Equal(t, "because", usernameRefusal(named(`"other"`, "because"), "b"))
	assert.Equal(t, "[other]", usernameRefusal(&methodError{ID: []byte(`"other"`)}, "b"))
}
