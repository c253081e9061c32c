package rocketchat

import (
	"maps"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
)

// profileEndpoints change the caller's own account.
func (a *api) profileEndpoints() []endpoint {
	return []endpoint{
		{pattern: "POST /api/v1/users.updateOwnBasicInfo", serve: a.updateOwnBasicInfo},
		{pattern: "POST /api/v1/users.setStatus", serve: a.setStatus},
		{pattern: "POST /api/v1/users.removeOtherTokens", serve: a.removeOtherTokens},
	}
}

// updateOwnBasicInfo is what the profile page saves (observed §G).
func (a *api) updateOwnBasicInfo(c *call) (answer, error) {
	if err := c.require("data"); err != nil {
		return answer{}, err
	}
	given, _ := c.body["data"].(map[string]any)
	if err := a.changeOwn(c, given); err != nil {
		return answer{}, err
	}
	return a.updated(c, c.user.ID)
}

// saveUserProfile is the method that the endpoint has taken over from on the
// profile page; two fields have other names there.
func (a *api) saveUserProfile(c *call, f frame) (any, error) {
	given := map[string]any{}
	for key, value := range f.object() {
		switch key {
		case "realname":
			key = "name"
		case "typedPassword":
			key = "currentPassword"
		}
		given[key] = value
	}
	return true, a.changeOwn(c, given)
}

func (a *api) changeOwn(c *call, given map[string]any) error {
	if err := a.mayChange(given, c.user); err != nil {
		return err
	}
	data := map[string]any{}
	maps.Copy(data, given)
	for _, key := range []string{"active", "roles", "verified", "password", "requirePasswordChange"} {
		delete(data, key) // an administrator's
	}
	// The new password of an account without one is ignored, not refused; so is one
	// that an older release does not allow.
	if a.takesPasswords(c.user) && a.settings.Bool("Accounts_AllowPasswordChange") {
		data["password"] = given["newPassword"]
	}
	return a.change(c.context(), c.user, data)
}

// mayChange checks the settings that forbid parts of the profile, then the
// current password where one is needed.
func (a *api) mayChange(data map[string]any, u *account.User) error {
	if !a.settings.Bool("Accounts_AllowUserProfileChange") && !a.forgetsPasswords(data) {
		return notAllowed("error-not-allowed", "Not allowed")
	}
	for _, part := range a.closable() {
		text, given := data[part.key].(string)
		if given && text != "" && text != part.now(u) && !a.settings.Bool(part.setting) {
			return notAllowed("error-action-not-allowed", part.refusal)
		}
	}
	return checkCurrentPassword(data, u)
}

// part is a part of the profile that a setting closes. A field that is sent with
// its present value changes nothing, and is not refused (#23110).
type part struct {
	key, setting, refusal string
	now                   func(*account.User) string
}

// guarded are the parts that the server itself guards. Releases without the guard
// close the fields in the page only, all but the e-mail address, whose change is
// a method of its own (assumption: its words, from that method's).
func (a *api) guarded() []part {
	email := func(u *account.User) string {
		if len(u.Emails) == 0 {
			return ""
		}
		return u.Emails[0].Address
	}
	if !a.options.Release.Has(release.ProfileGuard) {
		return []part{{"email", "Accounts_AllowEmailChange", "Changing email is not allowed", email}}
	}
	return []part{
		{"name", "Accounts_AllowRealNameChange", "Edit user real name is not allowed", func(u *account.User) string { return u.Name }},
		{"username", "Accounts_AllowUsernameChange", "Edit username is not allowed", func(u *account.User) string { return u.Username }},
		{"email", "Accounts_AllowEmailChange", "Edit user email is not allowed", email},
		{"newPassword", "Accounts_AllowPasswordChange", "Edit user password is not allowed", func(*account.User) string { return "" }},
	}
}

func notAllowed(code, reason string) error {
	return &account.Error{Code: code, Reason: reason, Origin: account.Method, Details: map[string]any{"method": "saveUserProfile"}}
}

// checkCurrentPassword: an account with a password needs it (as SHA-256) for a
// new e-mail address or password. Source: saveUserProfile in the public repository.
func checkCurrentPassword(data map[string]any, u *account.User) error {
	newPassword, _ := data["newPassword"].(string)
	email, _ := data["email"].(string)
	changesEmail := email != "" && (len(u.Emails) == 0 || u.Emails[0].Address != email)
	current, _ := data["currentPassword"].(string)
	if !u.HasPassword() || (newPassword == "" && !changesEmail) || u.CheckPassword(strings.ToLower(current)) {
		return nil
	}
	return notAllowed("error-invalid-password", "Invalid password")
}

// setStatus takes a message; which status is shown is not simulated beyond the
// document.
func (a *api) setStatus(c *call) (answer, error) {
	if message, ok := c.body["message"].(string); ok && message != c.user.StatusText && !a.settings.Bool("Accounts_AllowUserStatusMessageChange") {
		return answer{}, refuse("error-not-allowed", "Change status is not allowed")
	}
	if err := a.change(c.context(), c.user, map[string]any{"statusText": c.body["message"]}); err != nil {
		return answer{}, err
	}
	if status := c.text("status"); status != "" {
		return a.changeStatus(c, status)
	}
	return success(nil), nil
}

func (a *api) removeOtherTokens(c *call) (answer, error) {
	if err := a.accounts.LogoutOthers(c.context(), c.user.ID, c.token); err != nil {
		return answer{}, err
	}
	return success(nil), nil
}
