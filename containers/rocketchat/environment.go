package rocketchat

// environment is what every server under test starts with. Variables that are
// named after a setting give its first value, which scenarios may change;
// OVERWRITE_SETTING_ wins at every start (§1.4).
func environment() map[string]string {
	return map[string]string{
		// The image's own (§10.1), said again because the readiness depends on it.
		"PORT": "3000",
		// 7.1.0 resets the wizard to in_progress at each start, and an
		// administrator lands in it (§14.1); so it is overwritten at each start.
		"OVERWRITE_SETTING_Show_Setup_Wizard": "completed",
		// Else the first OAuth login asks for a code by e-mail (§2.3). The second
		// factor on administration stays: it is what administrators meet.
		"Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": "false",
		// All people of the suites share one address (§2.4).
		"API_Enable_Rate_Limiter":              "false",
		"Block_Multiple_Failed_Logins_Enabled": "false",
		// Nothing is reported and nobody is asked for newer versions. Ids: group
		// General, sections Reporting and Update, of server/settings in the public
		// repository.
		"OVERWRITE_SETTING_Statistics_reporting": "false",
		"OVERWRITE_SETTING_Update_EnableChecker": "false",
		// Else a changed address puts a dialog before administrators (§8).
		"AUTO_ACCEPT_FINGERPRINT": "true",
	}
}
