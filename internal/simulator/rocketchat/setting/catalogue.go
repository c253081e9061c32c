package setting

import "gonogo/internal/release"

// catalogue lists what a fresh server of the release has. Sources of the
// defaults: §2.3, §2.4, §2.6, observed §G; public flags and what the sections
// do not name are those of server/settings/*.ts in the public repository.
func catalogue(r release.Release, rootURL string) []section {
	return append([]section{
		general(r, rootURL),
		{group: "Setup_Wizard", definitions: []definition{
			public("Show_Setup_Wizard", "pending").choose("pending", "in_progress", "completed"),
		}},
		{group: "Layout", name: "User_Interface", definitions: []definition{
			public("UI_Use_Name_Avatar", false),
			public("UI_Use_Real_Name", false),
			public("UI_Allow_room_names_with_special_chars", false),
			public("Layout_Terms_of_Service", ""),
			public("Layout_Privacy_Policy", ""),
			public("Layout_Legal_Notice", ""),
		}},
		{group: "LDAP", definitions: []definition{
			public("LDAP_Enable", false),
			private("LDAP_Update_Data_On_OAuth_Login", false),
		}},
		{group: "Email", name: "SMTP", definitions: []definition{
			private("SMTP_Host", ""),
			private("From_Email", ""),
		}},
		oauth(r),
		restLimits(),
		ddpLimits(),
		{group: "Rate Limiter", name: "Feature Limiting", definitions: []definition{
			private("Rate_Limiter_Limit_RegisterUser", 1),
		}},
	}, accounts(r)...)
}

func general(r release.Release, rootURL string) section {
	definitions := []definition{
		public("Site_Url", rootURL),
		public("Site_Name", "Rocket.Chat"),
		public("Language", ""),
		public("UTF8_User_Names_Validation", "[0-9a-zA-Z-_.]+"),
		public("UTF8_Channel_Names_Validation", "[0-9a-zA-Z-_.]+"),
		public("API_Use_REST_For_DDP_Calls", true),
		private("API_Upper_Count_Limit", 100),
		private("API_Default_Count", 50),
		private("API_Allow_Infinite_Count", true),
	}
	if r.Has(release.AvatarGuard) {
		// Assumption: not public; §6.2 tells of its effect only.
		definitions = append(definitions, private("SSRF_Allowlist", ""))
	}
	return section{group: "General", definitions: definitions}
}

func oauth(r release.Release) section {
	definitions := []definition{
		public("Accounts_OAuth_Proxy_host", "https://oauth-proxy.rocket.chat"),
		public("Accounts_OAuth_Proxy_services", ""),
	}
	if r.Has(release.ModernFlow) {
		definitions = append(definitions, public("Accounts_OAuth_Use_Modern_Flow", false))
	}
	return section{group: "OAuth", definitions: definitions}
}

func restLimits() section {
	return section{group: "Rate Limiter", name: "API Rate Limiter", definitions: []definition{
		private("API_Enable_Rate_Limiter", true),
		private("API_Enable_Rate_Limiter_Dev", true),
		private("API_Enable_Rate_Limiter_Limit_Calls_Default", 10),
		private("API_Enable_Rate_Limiter_Limit_Time_Default", 60000), // ms
	}}
}

func ddpLimits() section {
	limits := []struct {
		who             string
		calls, interval int // interval in ms
	}{
		{"IP", 120000, 60000},
		{"User", 1200, 60000},
		{"Connection", 600, 60000},
		{"User_By_Method", 20, 10000},
		{"Connection_By_Method", 10, 10000},
	}
	s := section{group: "Rate Limiter", name: "DDP Rate Limiter"}
	for _, l := range limits {
		s.definitions = append(s.definitions,
			private("DDP_Rate_Limit_"+l.who+"_Enabled", true),
			private("DDP_Rate_Limit_"+l.who+"_Requests_Allowed", l.calls),
			private("DDP_Rate_Limit_"+l.who+"_Interval_Time", l.interval),
		)
	}
	return s
}
