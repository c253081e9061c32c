package setting

import "gonogo/internal/release"

// accounts lists the group Accounts, section by section.
func accounts(r release.Release) []section {
	return []section{
		{group: "Accounts", definitions: accountChanges(r)},
		{group: "Accounts", name: "Two Factor Authentication", definitions: twoFactor(r)},
		{group: "Accounts", name: "Login_Attempts", definitions: loginAttempts()},
		{group: "Accounts", name: "Iframe", definitions: []definition{
			public("Accounts_iframe_enabled", false),
			public("Accounts_iframe_url", ""),
			public("Accounts_Iframe_api_url", ""),
			public("Accounts_Iframe_api_method", "POST"),
		}},
		{group: "Accounts", name: "Registration", definitions: registration()},
		{group: "Accounts", name: "Avatar", definitions: avatar(r)},
		{group: "Accounts", name: "Password_Policy", definitions: passwordPolicy()},
	}
}

func accountChanges(r release.Release) []definition {
	definitions := []definition{
		public("Accounts_ShowFormLogin", true),
		public("Accounts_AllowAnonymousRead", false),
		public("Accounts_AllowAnonymousWrite", false),
		public("Accounts_AllowDeleteOwnAccount", false),
		public("Accounts_AllowUserProfileChange", true),
		public("Accounts_AllowUserAvatarChange", true),
		public("Accounts_AllowRealNameChange", true),
		public("Accounts_AllowUserStatusMessageChange", true),
		public("Accounts_AllowUsernameChange", true),
		public("Accounts_AllowEmailChange", true),
		public("Accounts_AllowPasswordChange", true),
		public("Accounts_LoginExpiration", 90), // days
		public("Accounts_EmailOrUsernamePlaceholder", ""),
		public("Accounts_PasswordPlaceholder", ""),
		public("Accounts_ForgetUserSessionOnWindowClose", false),
	}
	if r.Has(release.PasswordSettingForOAuth) {
		definitions = append(definitions, public("Accounts_AllowPasswordChangeForOAuthUsers", true))
	}
	return definitions
}

func twoFactor(r release.Release) []definition {
	const prefix = "Accounts_TwoFactorAuthentication_"
	definitions := []definition{
		public(prefix+"Enabled", true),
		private(prefix+"MaxDelta", 1),
		public(prefix+"By_TOTP_Enabled", true),
		public(prefix+"By_Email_Enabled", true),
		private(prefix+"By_Email_Auto_Opt_In", true),
		private(prefix+"By_Email_Code_Expiration", 3600), // s
		private(prefix+"Max_Invalid_Email_Code_Attempts", 5),
		private(prefix+"RememberFor", 1800), // s
		public(prefix+"Enforce_Password_Fallback", true),
	}
	if r.Has(release.EmailCodeForOAuthUsers) {
		definitions = append(definitions, public("Accounts_twoFactorAuthentication_email_available_for_OAuth_users", true))
	}
	return definitions
}

func loginAttempts() []definition {
	const prefix = "Block_Multiple_Failed_Logins_"
	return []definition{
		private(prefix+"Enabled", true),
		private(prefix+"By_User", true),
		private(prefix+"Attempts_Until_Block_by_User", 10),
		private(prefix+"Time_To_Unblock_By_User_In_Minutes", 5),
		private(prefix+"By_Ip", true),
		private(prefix+"Attempts_Until_Block_By_Ip", 50),
		private(prefix+"Time_To_Unblock_By_Ip_In_Minutes", 5),
		private(prefix+"Ip_Whitelist", ""),
	}
}

func registration() []definition {
	return []definition{
		private("Accounts_DefaultUsernamePrefixSuggestion", "user"),
		public("Accounts_RequireNameForSignUp", true),
		public("Accounts_RequirePasswordConfirmation", true),
		public("Accounts_EmailVerification", false),
		private("Accounts_Verify_Email_For_External_Accounts", true),
		public("Accounts_ManuallyApproveNewUsers", false),
		public("Accounts_AllowedDomainsList", ""),
		private("Accounts_BlockedDomainsList", ""),
		private("Accounts_BlockedUsernameList", ""),
		private("Accounts_SystemBlockedUsernameList", "admin,administrator,system,user").conceal(),
		public("Accounts_RegistrationForm", "Public").choose("Public", "Disabled", "Secret URL"),
		public("Accounts_RegistrationForm_LinkReplacementText", "New user registration is currently disabled"),
		public("Accounts_Registration_AuthenticationServices_Enabled", true),
		private("Accounts_Registration_AuthenticationServices_Default_Roles", "user"),
		public("Accounts_Registration_Users_Default_Roles", "user"),
		public("Accounts_PasswordReset", true),
		public("Accounts_CustomFields", ""),
	}
}

func avatar(r release.Release) []definition {
	return []definition{
		private("Accounts_AvatarResize", true),
		private("Accounts_AvatarSize", 200),       // px
		private("Accounts_AvatarCacheTime", 3600), // s
		public("Accounts_AvatarExternalProviderUrl", ""),
		public("Accounts_AvatarBlockUnauthenticatedAccess", r.Has(release.AvatarNeedsLogin)),
		private("Accounts_SetDefaultAvatar", true),
	}
}

// passwordPolicy: newer majors ship stricter defaults (§2.6); which is not known,
// so every release has the old ones.
func passwordPolicy() []definition {
	const prefix = "Accounts_Password_Policy_"
	return []definition{
		public(prefix+"Enabled", false),
		public(prefix+"MinLength", 7),
		public(prefix+"MaxLength", -1),
		public(prefix+"ForbidRepeatingCharacters", true),
		public(prefix+"ForbidRepeatingCharactersCount", 3),
		public(prefix+"AtLeastOneLowercase", true),
		public(prefix+"AtLeastOneUppercase", true),
		public(prefix+"AtLeastOneNumber", true),
		public(prefix+"AtLeastOneSpecialCharacter", true),
	}
}
