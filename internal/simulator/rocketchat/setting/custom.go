package setting

import (
	"regexp"
	"strings"

	"gonogo/internal/release"
)

// customPrefix begins the id of every setting of a custom OAuth service.
const customPrefix = "Accounts_OAuth_Custom-"

// defaultChannelMap is the default of -groups_channel_map (§14.1).
const defaultChannelMap = "{\n\t\"rocket-admin\": \"admin\",\n\t\"tech-support\": \"support\"\n}"

// CustomName makes the key of a custom OAuth service from the name that an
// administrator gave: lower case, nothing outside a-z, 0-9 and _, first letter
// in upper case (§1.1). It is empty when nothing is left.
func CustomName(given string) string {
	name := regexp.MustCompile(`[^a-z0-9_]`).ReplaceAllString(strings.ToLower(given), "")
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// custom lists the settings of one custom OAuth service (§1.2). values replace
// defaults, keyed by the part of the id after the name: "", "-url", ….
func custom(r release.Release, name string, values map[string]any) section {
	s := section{group: "OAuth", name: "Custom OAuth: " + name}
	for _, d := range customDefinitions(r) {
		if v, ok := values[d.id]; ok {
			d.value = v
		}
		d.id = customPrefix + name + d.id
		s.definitions = append(s.definitions, d)
	}
	return s
}

// customDefinitions has the part of the id after the name as id.
func customDefinitions(r release.Release) []definition {
	definitions := []definition{
		enable(r),
		labelled("URL", private("-url", "")),
		labelled("Token_Path", private("-token_path", "/oauth/token")),
		labelled("Token_Sent_Via", private("-token_sent_via", "payload").choose("header", "payload")),
		labelled("Identity_Token_Sent_Via", private("-identity_token_sent_via", "default").choose("default", "header", "payload")),
		labelled("Identity_Path", private("-identity_path", "/me")),
		labelled("Authorize_Path", private("-authorize_path", "/oauth/authorize")),
		labelled("Scope", private("-scope", "openid")),
		labelled("Access_Token_Param", private("-access_token_param", "access_token")),
		labelled("id", private("-id", "")),
		labelled("Secret", private("-secret", "")),
		labelled("Login_Style", private("-login_style", "popup").choose("redirect", "popup", "")),
		labelled("Button_Label_Text", private("-button_label_text", "")),
		labelled("Button_Label_Color", private("-button_label_color", "#FFFFFF")),
		labelled("Button_Color", private("-button_color", "#1d74f5")),
		labelled("Username_Field", private("-username_field", "")),
		labelled("Email_Field", private("-email_field", "")),
		labelled("Name_Field", private("-name_field", "")),
		labelled("Avatar_Field", private("-avatar_field", "")),
		premium(r, labelled("Roles_Claim", private("-roles_claim", "roles"))),
		premium(r, labelled("Merge_Roles", private("-merge_roles", false))),
		labelled("Merge_Users", private("-merge_users", false)),
		labelled("Show_Button_On_Login_Page", private("-show_button", true)),
	}
	return append(definitions, laterDefinitions(r)...)
}

// laterDefinitions are the settings that came after 3.4.
func laterDefinitions(r release.Release) []definition {
	var definitions []definition
	if r.Has(release.KeyField) {
		definitions = append(definitions, labelled("Key_Field", private("-key_field", "username").choose("username", "email")))
	}
	if r.Has(release.GroupsToChannels) {
		channels := labelled("Channel_Map", private("-groups_channel_map", defaultChannelMap))
		channels.kind = Code
		definitions = append(definitions, channels,
			premium(r, labelled("Groups_Claim", private("-groups_claim", "groups"))),
			labelled("Channel_Admin", private("-channels_admin", "rocket.cat")),
			premium(r, labelled("Map_Channels", private("-map_channels", false))))
	}
	if r.Has(release.RolesToSync) {
		definitions = append(definitions, premium(r, labelled("Roles_To_Sync", private("-roles_to_sync", ""))))
	}
	if r.Has(release.DistinctServices) {
		definitions = append(definitions, labelled("Merge_Users_Distinct_Services", private("-merge_users_distinct_services", false)))
	}
	return definitions
}

// enable is the switch of the whole service; it needs a licence from 9.0 on (§0.1).
func enable(r release.Release) definition {
	d := labelled("Enable", private("", false))
	d.enterprise, d.invalidValue = r.Has(release.PremiumOAuth), false
	return d
}

// premium marks what works with a licence only, since 4.0.
func premium(r release.Release, d definition) definition {
	d.enterprise, d.invalidValue = r.Has(release.PremiumMapping), d.value
	return d
}

func labelled(label string, d definition) definition {
	d.label = "Accounts_OAuth_Custom_" + label
	if label == "URL" {
		d.label = label
	}
	return d
}
