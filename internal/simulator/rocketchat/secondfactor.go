package rocketchat

import (
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/account"
)

// factors remembers which login tokens have passed a second factor (§2.3).
type factors struct {
	now    func() time.Time
	mu     sync.Mutex
	passed map[string]pass // by token
}

// pass is valid for one browser at one address.
type pass struct {
	until       time.Time
	fingerprint string
}

func (f *factors) remembers(token, fingerprint string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	p, ok := f.passed[token]
	return ok && p.fingerprint == fingerprint && !f.now().After(p.until)
}

func (f *factors) remember(token, fingerprint string, period time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	kept := map[string]pass{token: {until: now.Add(period), fingerprint: fingerprint}}
	for other, p := range f.passed {
		if other != token && !now.After(p.until) {
			kept[other] = p
		}
	}
	f.passed = kept
}

// fingerprint tells browsers apart.
func (c *call) fingerprint() string { return c.request.UserAgent() + " " + c.address() }

// checkSecondFactor lets a call of a protected endpoint through, or refuses it
// with totp-required or totp-invalid (§2.3, §14.1).
func (a *api) checkSecondFactor(c *call) error {
	const prefix = "Accounts_TwoFactorAuthentication_"
	r := a.options.Release
	if !r.Has(release.AdminTwoFactor) || r.Has(release.TwoFactorSwitch) && !a.settings.Bool(prefix+"Enabled") {
		return nil
	}
	period := time.Duration(a.settings.Int(prefix+"RememberFor")) * time.Second
	fresh := period > 0 && !a.options.Now().After(c.user.CreatedAt.Add(period))
	if fresh || a.factors.remembers(c.token, c.fingerprint()) {
		return nil
	}
	methods := a.ownFactors(c.user)
	byPassword := a.settings.Bool(prefix+"Enforce_Password_Fallback") && c.user.HasPassword()
	if len(methods) == 0 && !byPassword {
		return nil
	}
	if err := a.askSecondFactor(c, methods); err != nil {
		return err
	}
	if period > 0 {
		a.factors.remember(c.token, c.fingerprint(), period)
	}
	return nil
}

// ownFactors lists the factors that the account has by itself; codes of an app
// are not simulated.
func (a *api) ownFactors(u *account.User) []string {
	const prefix = "Accounts_TwoFactorAuthentication_"
	factor, _ := u.Services["email2fa"].(map[string]any)
	verified := slices.ContainsFunc(u.Emails, func(e account.Email) bool { return e.Verified })
	if factor["enabled"] == true && verified && a.settings.Bool(prefix+"By_Email_Enabled") {
		return []string{"email"}
	}
	return []string{}
}

// askSecondFactor checks the headers of the call: a code by mail if the account
// uses them, else the hex SHA-256 of the password.
func (a *api) askSecondFactor(c *call, methods []string) error {
	code := c.request.Header.Get("X-2fa-Code")
	details := map[string]any{"method": "password", "codeGenerated": false, "availableMethods": methods}
	valid := code != "" && c.user.CheckPassword(strings.ToLower(code))
	if len(methods) > 0 {
		details["method"], details["emailOrUsername"] = "email", c.user.Username
		valid = code != "" && emailCodeMatches(c.user, code, a.options.Now())
	}
	switch {
	case valid:
		return nil
	case code != "":
		return &account.Error{Code: "totp-invalid", Reason: "TOTP Invalid", Details: details, Origin: account.Method}
	case len(methods) > 0:
		if err := a.accounts.SendEmailCode(c.context(), c.user.Username); err != nil {
			return err
		}
		details["codeGenerated"] = true
	}
	return &account.Error{Code: "totp-required", Reason: "TOTP Required", Details: details, Origin: account.Method}
}

// emailCodeMatches compares with the hashed code of the user document.
func emailCodeMatches(u *account.User, code string, now time.Time) bool {
	stored, _ := u.Services["emailCode"].(map[string]any)
	hash, _ := stored["code"].(string)
	expire, ok := stored["expire"].(interface{ Time() time.Time })
	return ok && now.Before(expire.Time()) && bcrypt.CompareHashAndPassword([]byte(hash), []byte(code)) == nil
}
