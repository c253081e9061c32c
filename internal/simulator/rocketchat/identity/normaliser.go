package identity

import "maps"

// normaliseID copies the identity and runs the thirteen rules of §4.4 in order.
func normaliseID(raw map[string]any) map[string]any {
	identity := maps.Clone(raw)
	if identity == nil {
		identity = map[string]any{}
	}
	adoptID(identity, "_id")
	if result, ok := identity["result"].(map[string]any); ok { // Reddit
		identity = maps.Clone(result)
	}
	for _, path := range []string{
		"ID",          // WordPress
		"user_id",     // Auth0
		"CharacterID", // EVE Online
	} {
		adoptID(identity, path)
	}
	adoptNestedUser(identity)
	adoptID(identity, "phid")              // Phabricator
	adoptID(identity, "sub")               // OpenID Connect
	if adoptID(identity, "metadata.uid") { // OpenShift
		assign(identity, "name", lookup("fullName", identity))
	}
	adoptID(identity, "userid")
	if adoptID(identity, "ocs.data.id") { // Nextcloud
		assign(identity, "name", lookup("ocs.data.displayname", identity))
		assign(identity, "email", lookup("ocs.data.email", identity))
	}
	adoptFirstAddress(identity)
	return identity
}

// adoptID makes the value at path the id if there is none yet.
func adoptID(identity map[string]any, path string) bool {
	v := lookup(path, identity)
	if Truthy(identity["id"]) || !Truthy(v) {
		return false
	}
	identity["id"] = v
	return true
}

// adoptNestedUser serves Dataporten and XenForo, whose answers nest a user.
func adoptNestedUser(identity map[string]any) {
	if Truthy(lookup("user.userid", identity)) && !Truthy(identity["id"]) {
		if !adoptID(identity, "user.userid_sec.0") {
			adoptID(identity, "user.userid")
		}
		assign(identity, "email", lookup("user.email", identity))
	}
	if adoptID(identity, "user.user_id") {
		assign(identity, "email", lookup("user.user_email", identity))
	}
}

// adoptFirstAddress serves Meteor applications, independently of the id.
func adoptFirstAddress(identity map[string]any) {
	emails, ok := identity["emails"].([]any)
	if !ok || len(emails) == 0 || Truthy(identity["email"]) {
		return
	}
	address := lookup("emails.0.address", identity)
	if !Truthy(address) {
		address = undefined{}
	}
	assign(identity, "email", address)
}
