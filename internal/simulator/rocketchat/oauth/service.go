package oauth

import (
	"regexp"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/identity"
	"gonogo/internal/simulator/rocketchat/room"
)

// service is one configured provider.
type service struct {
	key    string // "clavex"
	config map[string]any
}

// prefix of the settings of a custom service, up to its name.
const prefix = "Accounts_OAuth_Custom-"

// newService reads the settings of the service called name ("Clavex"); the
// names of the result are those of the database (§1.3). Settings that a release
// does not have are left out.
func newService(s account.Settings, r release.Release, name string) service {
	id := prefix + name
	key := strings.ToLower(name)
	config := map[string]any{"service": key, "custom": true}
	for field, suffix := range texts(r) {
		config[field] = s.String(id + suffix)
	}
	for field, suffix := range switches(r) {
		config[field] = s.Bool(id + suffix)
	}
	return service{key, config}
}

// texts maps the fields that hold text to the suffixes of their settings.
func texts(r release.Release) map[string]string {
	fields := map[string]string{
		"clientId": "-id", "secret": "-secret", "serverURL": "-url", "tokenPath": "-token_path",
		"identityPath": "-identity_path", "authorizePath": "-authorize_path", "scope": "-scope",
		"accessTokenParam": "-access_token_param", "buttonLabelText": "-button_label_text",
		"buttonLabelColor": "-button_label_color", "buttonColor": "-button_color", "loginStyle": "-login_style",
		"tokenSentVia": "-token_sent_via", "identityTokenSentVia": "-identity_token_sent_via",
		"usernameField": "-username_field", "emailField": "-email_field", "nameField": "-name_field",
		"avatarField": "-avatar_field", "rolesClaim": "-roles_claim",
	}
	if r.Has(release.KeyField) {
		fields["keyField"] = "-key_field"
	}
	if r.Has(release.GroupsToChannels) {
		fields["groupsClaim"], fields["channelsMap"], fields["channelsAdmin"] = "-groups_claim", "-groups_channel_map", "-channels_admin"
	}
	if r.Has(release.RolesToSync) {
		fields["rolesToSync"] = "-roles_to_sync"
	}
	return fields
}

// switches does the same for the fields that are on or off.
func switches(r release.Release) map[string]string {
	fields := map[string]string{"mergeUsers": "-merge_users", "mergeRoles": "-merge_roles", "showButton": "-show_button"}
	if r.Has(release.DistinctServices) {
		fields["mergeUsersDistinctServices"] = "-merge_users_distinct_services"
	}
	if r.Has(release.GroupsToChannels) {
		fields["mapChannels"] = "-map_channels"
	}
	return fields
}

func (s service) text(field string) string {
	t, _ := s.config[field].(string)
	return t
}

func (s service) on(field string) bool { return s.config[field] == true }

// endpoint resolves a path: an absolute address stays, anything else is put
// behind the server's address without touching slashes.
func (s service) endpoint(field string) string {
	path := s.text(field)
	if regexp.MustCompile(`^(https?://|data:)`).MatchString(path) {
		return path
	}
	return s.text("serverURL") + path
}

// identityByHeader reports how the identity request carries the token; default
// follows the token request (observed §F).
func (s service) identityByHeader() bool {
	via := s.text("identityTokenSentVia")
	if via == "" || via == "default" {
		via = s.text("tokenSentVia")
	}
	return via == "header"
}

// fields are the mapped fields for the identity.
func (s service) fields() identity.Config {
	return identity.Config{
		UsernameField: s.text("usernameField"), EmailField: s.text("emailField"),
		AvatarField: s.text("avatarField"), NameField: s.text("nameField"),
	}
}

// mapping is what decides about accounts.
func (s service) mapping() account.Mapping {
	return account.Mapping{
		KeyField: s.text("keyField"), MergeUsers: s.on("mergeUsers"), MergeDistinctServices: s.on("mergeUsersDistinctServices"),
		MergeRoles: s.on("mergeRoles"), RolesClaim: s.text("rolesClaim"),
		MapChannels: s.on("mapChannels"), GroupsClaim: s.text("groupsClaim"),
		Channels:      room.Mapping{Channels: s.text("channelsMap"), Owner: s.text("channelsAdmin")},
		UsernameField: s.text("usernameField") != "", EmailField: s.text("emailField") != "", NameField: s.text("nameField") != "",
	}
}
