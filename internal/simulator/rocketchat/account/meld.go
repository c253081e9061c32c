package account

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// meldReason is the text key that the page shows with a required password change.
const meldReason = "This_email_has_already_been_used_and_has_not_been_verified__Please_change_your_password"

// meld links the account with the identity's e-mail to the identity, whatever
// the merge settings say (§14.4, observed §B step 1). Logins by access token
// carry no _OAuthCustom mark and are not melded (§4.6).
//
// Assumption: every release compares the service id first, as 7.1.0 does; older
// sources without the comparison would repeat the same writes at each login.
func (a *Accounts) meld(ctx context.Context, e External) error {
	email := e.text("email")
	if email == "" || e.Data["_OAuthCustom"] != true || e.Data["id"] == nil || a.distrusts(e) {
		return nil
	}
	u, err := a.addressee(ctx, email)
	if err != nil || u == nil || sameID(u.serviceID(e.Service), e.Data["id"]) {
		return err
	}
	trusted := a.trusts(u, email)
	change := bson.M{"$set": meldedFields(u, e, email, trusted)}
	gone := a.otherLinks(u, e)
	if u.HasPassword() && !trusted {
		// The service document itself stays: an empty password is none.
		gone["services.password"] = true
	}
	if len(gone) > 0 {
		change["$unset"] = gone
	}
	return a.update(ctx, u.ID, change)
}

// meldedFields asks for a new password unless the address is trusted to be the
// owner's.
func meldedFields(u *User, e External, email string, trusted bool) bson.M {
	fields := bson.M{e.idPath(): e.Data["id"]}
	if u.HasPassword() && !trusted {
		fields["requirePasswordChange"] = true
		fields["requirePasswordChangeReason"] = meldReason
	}
	if emails, changed := u.withVerified(email); changed {
		fields["emails"] = emails
	}
	return fields
}

// verified reports whether an address of exactly this spelling is verified.
func (u *User) verified(address string) bool {
	for _, e := range u.Emails {
		if e.Address == address && e.Verified {
			return true
		}
	}
	return false
}

// withVerified marks the address of exactly this spelling as verified.
func (u *User) withVerified(address string) (emails []Email, changed bool) {
	for _, e := range u.Emails {
		if e.Address == address && !e.Verified {
			e.Verified, changed = true, true
		}
		emails = append(emails, e)
	}
	return emails, changed
}

// sameID compares ids as JavaScript's === does: numbers by value whatever the
// database made of them, and never a number with a text.
func sameID(a, b any) bool {
	x, xNumber := float(a)
	y, yNumber := float(b)
	if xNumber || yNumber {
		return xNumber && yNumber && x == y
	}
	s, sText := a.(string)
	t, tText := b.(string)
	return sText && tText && s == t
}

func float(v any) (float64, bool) {
	switch v := v.(type) {
	case int32:
		return float64(v), true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
