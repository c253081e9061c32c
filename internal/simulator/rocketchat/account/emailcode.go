package account

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/crypto/bcrypt"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// emailCode is services.emailCode of a user document. The code is hashed.
type emailCode struct {
	hash     string
	expire   time.Time
	attempts int
}

func (u *User) emailCode() (emailCode, bool) {
	stored, ok := u.Services["emailCode"].(map[string]any)
	if !ok {
		return emailCode{}, false
	}
	hash, _ := stored["code"].(string)
	expire, _ := stored["expire"].(bson.DateTime)
	attempts, _ := float(stored["attempts"])
	return emailCode{hash, expire.Time(), int(attempts)}, true
}

// checkEmailCode is the second factor by e-mail (§5.5): it does not look
// whether mail can be sent at all. nil means that the login may go on.
func (a *Accounts) checkEmailCode(ctx context.Context, u *User, code string) error {
	if !a.asksEmailCode(u) || a.seeded.Has(seeded.CodeNotAsked) {
		return nil
	}
	if code == "" {
		return a.demandEmailCode(ctx, u, "totp-required", "TOTP Required")
	}
	if a.codeMatches(u, code) {
		return a.Update(ctx, u.ID, bson.M{"$unset": bson.M{"services.emailCode": true}})
	}
	if err := a.Update(ctx, u.ID, bson.M{"$inc": bson.M{"services.emailCode.attempts": 1}}); err != nil {
		return err
	}
	if stored, ok := u.emailCode(); ok && a.exhausted(emailCode{attempts: stored.attempts + 1}) {
		return &Error{Code: "totp-max-attempts", Reason: "TOTP Maximun Failed Attempts Reached", Origin: Validation, Details: map[string]any{"method": "email"}}
	}
	return a.demandEmailCode(ctx, u, "totp-invalid", "TOTP Invalid")
}

// asksEmailCode follows the settings; people without a verified e-mail are never asked.
func (a *Accounts) asksEmailCode(u *User) bool {
	factor, _ := u.Services["email2fa"].(map[string]any)
	if factor["enabled"] != true || len(u.verifiedEmails()) == 0 {
		return false
	}
	if a.release.Has(release.EmailCodeForOAuthUsers) && u.FromOAuth() &&
		!a.settings.Bool("Accounts_twoFactorAuthentication_email_available_for_OAuth_users") {
		return false
	}
	return (a.settings.Bool("Accounts_TwoFactorAuthentication_Enabled") || a.seeded.Has(seeded.CodeThoughOff)) && a.settings.Bool("Accounts_TwoFactorAuthentication_By_Email_Enabled")
}

// demandEmailCode answers with what the page needs; it mails a new code unless
// one is good for five more minutes.
func (a *Accounts) demandEmailCode(ctx context.Context, u *User, code, reason string) error {
	name := u.Username
	if name == "" {
		name = u.verifiedEmails()[0]
	}
	details := map[string]any{"method": "email", "codeGenerated": true, "emailOrUsername": name, "availableMethods": []string{"email"}}
	if stored, ok := u.emailCode(); ok && stored.expire.After(a.now().Add(5*time.Minute)) && !a.exhausted(stored) {
		details["codeGenerated"], details["codeExpires"] = false, stored.expire
	} else if err := a.mailCode(ctx, u); err != nil {
		return err
	}
	return &Error{Code: code, Reason: reason, Origin: Validation, Details: details}
}

// SendEmailCode mails a new code (button "Resend email"). Unknown people and
// people who are not asked for a code get nothing.
func (a *Accounts) SendEmailCode(ctx context.Context, usernameOrEmail string) error {
	u, err := a.ByUsernameOrEmail(ctx, usernameOrEmail)
	if err != nil || u == nil || !a.asksEmailCode(u) {
		return err
	}
	return a.mailCode(ctx, u)
}

func (a *Accounts) mailCode(ctx context.Context, u *User) error {
	code := random(6, "0123456789")
	hash, err := bcrypt.GenerateFromPassword([]byte(code), bcryptCost)
	if err != nil {
		return fmt.Errorf("hashing an e-mail code: %w", err)
	}
	expire := a.now().Add(time.Duration(a.settings.Int("Accounts_TwoFactorAuthentication_By_Email_Code_Expiration")) * time.Second)
	err = a.Update(ctx, u.ID, bson.M{"$set": bson.M{"services.emailCode": bson.M{"code": string(hash), "expire": expire, "attempts": 0}}})
	if err != nil {
		return err
	}
	for _, address := range u.verifiedEmails() {
		a.mail(address, code)
	}
	return nil
}

func (a *Accounts) codeMatches(u *User, code string) bool {
	stored, ok := u.emailCode()
	return ok && a.now().Before(stored.expire) && !a.exhausted(stored) &&
		bcrypt.CompareHashAndPassword([]byte(stored.hash), []byte(code)) == nil
}

// exhausted reports too many wrong tries; the default is 5.
func (a *Accounts) exhausted(c emailCode) bool {
	limit := a.settings.Int("Accounts_TwoFactorAuthentication_Max_Invalid_Email_Code_Attempts")
	if limit < 1 {
		limit = 5
	}
	return c.attempts >= limit
}
