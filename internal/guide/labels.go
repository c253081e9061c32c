package guide

import (
	"fmt"
	"strings"

	"gonogo/internal/release"
)

// shape is the type of a setting's value.
type shape int

const (
	text     shape = iota // a string, taken verbatim
	toggle                // a boolean
	selected              // one of options
)

// option is a value of a select setting.
type option struct{ label, value string }

// known is a setting that the administration pages have.
type known struct {
	label   string // as the pages print it; compared without regard to case
	topic   Topic
	id      string // suffix of the service's setting, or a whole id
	shape   shape
	options []option

	workspace bool              // id is whole: a setting of the workspace
	since     release.Behaviour // the releases that have the setting; empty: all
	idle      idle              // when the setting has no effect
	reading   bool              // no release has the label: id is the nearest real setting
}

// idle says when a setting that exists has no effect.
type idle int

const (
	never             idle = iota
	withoutLicence         // mapping of roles and groups is premium
	serviceUnlicensed      // custom OAuth as a whole is premium
	colourDisregarded      // the login page does not apply colours
)

// knownSettings is the table of §1.2 with the labels of the English pages, and
// the account settings of §2.6 that guides name.
func knownSettings() []known {
	via := []option{{"Header", "header"}, {"Payload", "payload"}}
	identityVia := append([]option{{`Same as "Token Sent Via"`, "default"}}, via...)
	keyField := []option{{"Username", "username"}, {"Email", "email"}}
	form := []option{{"Public", "Public"}, {"Disabled", "Disabled"}, {"Secret URL", "Secret URL"}}
	return []known{
		{label: "Enable", topic: "enable", shape: toggle, idle: serviceUnlicensed},
		{label: "URL", topic: "url", id: "url"},
		{label: "Token Path", topic: "token-path", id: "token_path"},
		{label: "Token Sent Via", topic: "token-sent-via", id: "token_sent_via", shape: selected, options: via},
		{label: "Identity Token Sent Via", topic: "identity-token-sent-via", id: "identity_token_sent_via", shape: selected, options: identityVia},
		{label: "Identity Path", topic: "identity-path", id: "identity_path"},
		{label: "Authorize Path", topic: "authorize-path", id: "authorize_path"},
		{label: "Scope", topic: "scope", id: "scope"},
		{label: "Param Name for access token", topic: "access-token-param", id: "access_token_param"},
		{label: "Id", topic: "id", id: "id"},
		{label: "Secret", topic: "secret", id: "secret"},
		{label: "Login Style", topic: "login-style", id: "login_style", shape: selected, options: loginStyles()},
		{label: "Button Text", topic: "button-label-text", id: "button_label_text"},
		{label: "Button Text Color", topic: "button-label-color", id: "button_label_color", idle: colourDisregarded},
		{label: "Button Color", topic: "button-color", id: "button_color", idle: colourDisregarded},
		{label: "Key Field", topic: "key-field", id: "key_field", shape: selected, options: keyField, since: release.KeyField},
		{label: "Username field", topic: "username-field", id: "username_field"},
		{label: "Email field", topic: "email-field", id: "email_field"},
		{label: "Name field", topic: "name-field", id: "name_field"},
		{label: "Avatar field", topic: "avatar-field", id: "avatar_field"},
		{label: "Roles/Groups field name", topic: "roles-claim", id: "roles_claim", idle: withoutLicence},
		{label: "Roles/Groups field for channel mapping", topic: "groups-claim", id: "groups_claim", since: release.GroupsToChannels, idle: withoutLicence},
		{label: "User Data Group Map", topic: "channels-admin", id: "channels_admin", since: release.GroupsToChannels, idle: withoutLicence},
		{label: "Map Roles/Groups to channels", topic: "map-channels", id: "map_channels", shape: toggle, since: release.GroupsToChannels, idle: withoutLicence},
		{label: "OAuth Group Channel Map", topic: "groups-channel-map", id: "groups_channel_map", since: release.GroupsToChannels, idle: withoutLicence},
		{label: "Merge Roles from SSO", topic: "merge-roles", id: "merge_roles", shape: toggle, idle: withoutLicence},
		{label: "Roles to Sync", topic: "roles-to-sync", id: "roles_to_sync", since: release.RolesToSync, idle: withoutLicence},
		{label: "Merge users", topic: "merge-users", id: "merge_users", shape: toggle},
		{label: "Merge users from distinct services", topic: "merge-users-distinct-services", id: "merge_users_distinct_services", shape: toggle, since: release.DistinctServices},
		{label: "Show Button on Login Page", topic: "show-button", id: "show_button", shape: toggle},

		{label: "Field map: name", topic: TopicFieldMap, id: "name_field", reading: true},
		{label: "Field map: email", topic: TopicFieldMap, id: "email_field", reading: true},
		{label: "Field map: username", topic: TopicFieldMap, id: "username_field", reading: true},
		{label: "Field map: avatar", topic: TopicFieldMap, id: "avatar_field", reading: true},

		{label: "Allow Name Change", topic: "allow-name-change", id: "Accounts_AllowRealNameChange", shape: toggle, workspace: true},
		{label: "Allow Username Change", topic: "allow-username-change", id: "Accounts_AllowUsernameChange", shape: toggle, workspace: true},
		{label: "Allow Email Change", topic: "allow-email-change", id: "Accounts_AllowEmailChange", shape: toggle, workspace: true},
		{label: "Allow Password Change for OAuth Users", topic: "allow-password-change-for-oauth-users", id: "Accounts_AllowPasswordChangeForOAuthUsers", shape: toggle, workspace: true},
		{label: "Enable Two Factor Authentication", topic: "two-factor-authentication", id: "Accounts_TwoFactorAuthentication_Enabled", shape: toggle, workspace: true},
		{label: "Registration Form", topic: "registration-form", id: "Accounts_RegistrationForm", shape: selected, options: form, workspace: true},
	}
}

// loginStyles are the options of Login Style; Default is stored as empty text.
func loginStyles() []option {
	return []option{{"Redirect", "redirect"}, {"Popup", "popup"}, {"Default", ""}}
}

// labelled finds a setting by its label, old and new spellings alike: they
// differ in case and spacing only. The error reads on from the word "label".
func labelled(label string) (known, error) {
	var labels []string
	for _, k := range knownSettings() {
		if plain(k.label) == plain(label) {
			return k, nil
		}
		labels = append(labels, k.label)
	}
	return known{}, fmt.Errorf("must be a label of the administration pages, not %q; known labels: %s", label, strings.Join(labels, ", "))
}

// plain is a label or value as it is compared.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// standsFor is the setting that a reading stands for; any other setting stands
// for itself.
func (k known) standsFor() known {
	for _, other := range knownSettings() {
		if other.id == k.id && !other.reading {
			return other
		}
	}
	return k
}
