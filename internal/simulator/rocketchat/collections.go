package rocketchat

// Collections are the collections in which the server looks documents up by id.
func Collections() []string {
	return []string{
		"users", "rocketchat_settings", "rocketchat_roles", "rocketchat_avatars", "rocketchat_room", "rocketchat_subscription",
		"meteor_oauth_pendingCredentials", "meteor_accounts_loginServiceConfiguration",
	}
}
