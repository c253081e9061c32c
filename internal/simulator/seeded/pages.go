package seeded

// Faults of pages (§9).
const (
	ButtonThoughHidden Name = "button-though-hidden"
	ButtonColours      Name = "button-colours"
	ToastMissing       Name = "toast-missing"
	CalloutMissing     Name = "callout-missing"
	LabelFromTitle     Name = "label-from-title"
	TokenInWindow      Name = "token-in-window"
	LogoutKeepsToken   Name = "logout-keeps-token"
	StyleInAuthorize   Name = "style-in-authorize"
	EmailFieldOpen     Name = "email-field-open"
	PasswordFieldOpen  Name = "password-field-open"
	SignUpWithoutIt    Name = "sign-up-without-services"
	ClosedFieldsSent   Name = "closed-fields-sent"
)

func pages() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: ButtonThoughHidden, Where: Simulator, What: "the button is shown although Show Button on Login Page is off", Source: "§9.1",
			CaughtBy: []string{"button-hidden"},
			Spares:   []string{"button-on-login-page", "new-person-by-redirect"},
			Shown:    at,
		},
		{
			Name: ButtonColours, Where: Simulator, What: "the button's two colours are swapped", Source: "§9.1, #33333",
			CaughtBy: []string{"button-on-login-page"},
			Spares:   []string{"new-person-by-redirect", "redirect-uri"},
			Shown:    inBrowser("clavex", "7.1.0"),
		},
		{
			Name: TokenInWindow, Where: Simulator, What: "the login token is kept for the window alone, as if the workspace wanted sessions to end with it", Source: "§9.4, observed §J",
			CaughtBy: []string{"new-person-by-redirect", "logging-out", "avatar-after-change", "avatar-at-first-login", "avatar-at-first-login-mended"},
			Spares:   []string{"button-on-login-page", "redirect-uri"},
			Shown:    inBrowser("clavex", "7.1.0"),
		},
		{
			Name: LogoutKeepsToken, Where: Simulator, What: "logging out leaves the login in the browser's storage", Source: "§9.4",
			CaughtBy: []string{"logging-out"},
			Spares:   []string{"second-login", "new-person-by-redirect"},
			Shown:    inBrowser("clavex", "7.1.0"),
		},
		{
			Name: StyleInAuthorize, Where: Simulator, What: "the authorize request carries the login style, too", Source: "§3.1",
			CaughtBy: []string{"requests-as-configured"},
			Spares:   []string{"redirect-uri", "new-person-by-redirect"},
			Shown:    inBrowser("clavex", "7.1.0"),
		},
		{
			Name: CalloutMissing, Where: Simulator, What: "a failed login by popup tells nothing where a callout is due", Source: "§9.2",
			CaughtBy: []string{"approval-pending", "approval-pending-shown"},
			Spares:   []string{"access-denied-shown", "client-secret-wrong-shown"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
		{
			Name: EmailFieldOpen, Where: Simulator, What: "the profile page lets people type another e-mail address although that is switched off", Source: "§2.6, observed §J",
			CaughtBy: []string{"profile-page-locked"},
			Spares:   []string{"profile-page-open", "email-change-refused"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
		{
			Name: PasswordFieldOpen, Where: Simulator, What: "the account pages offer a password although OAuth users may have none", Source: "§2.6, observed §G",
			CaughtBy: []string{"profile-page-locked"},
			Spares:   []string{"password-ignored", "password-refused"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
		{
			Name: ClosedFieldsSent, Where: Simulator, What: "the profile page sends its closed fields along, empty", Source: "observed §G, #23110",
			CaughtBy: []string{"profile-page-locked"},
			Spares:   []string{"profile-page-open", "identity-changes-refused"},
			Shown:    inBrowser("authentik", "7.1.0"),
		},
		{
			Name: ToastMissing, Where: Simulator, What: "a failed login by popup tells nothing where a toast is due", Source: "§9.2, §14.5",
			CaughtBy: []string{"access-denied-shown", "approval-pending", "approval-pending-shown", "client-secret-wrong-shown", "conflict-by-popup", "username-taken-merge-users"},
			Spares:   []string{"new-person-by-popup", "wrong-password"},
			Shown:    inBrowser("authentik", "3.18.2"),
		},
		{
			Name: SignUpWithoutIt, Where: Simulator, What: "the sign-up page has no providers' buttons", Source: "§9.1, template loginForm of 3.x",
			CaughtBy: []string{"button-on-sign-up-page"},
			Spares:   []string{"button-on-login-page", "popup-as-promised"},
			Shown:    inBrowser("entra", "3.18.2"),
		},
		{
			Name: LabelFromTitle, Where: Simulator, What: "the button reads the service's name instead of its label", Source: "§9.1, §14.2",
			CaughtBy: []string{"button-on-login-page"},
			Spares:   []string{"button-on-sign-up-page", "new-person-by-popup"},
			Shown:    inBrowser("authentik", "3.18.2"),
		},
	}
}
