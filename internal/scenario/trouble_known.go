package scenario

import (
	"fmt"

	"gonogo/internal/release"
)

// Known is what is seen of an error of the login's last checks, whose id pages
// know: it is never masked (§5.4, §5.6). Blaze's toast prints the server's reason,
// React's callout a text of its own from 6.3 on (§9.2).
func (r *Run) Known(reason, callout string) Ending {
	switch {
	case r.Release().Has(release.LoginErrorToast):
		return r.Reads(reason)
	case r.Release().Has(release.LoginErrorKnownIDs), r.Release().Has(release.LoginErrorReason):
		return r.Reads(callout)
	}
	return r.Silently()
}

// NotActivated is what is seen of an account that is not active (§5.4, observed §E.3).
func (r *Run) NotActivated() Ending {
	return r.Known("User is not activated", "Before you can login, your account must be manually activated by an administrator.")
}

// BlockedByAddress is what is seen after too many failed logins from an address
// (§2.4, §9.2). The reason is that of validateLoginAttempt, the callout the English
// text of the id, both in the public repository.
func (r *Run) BlockedByAddress() Ending {
	return r.Known("Login has been temporarily blocked For IP", "Login has been temporarily blocked for this IP")
}

// SomeoneExists is what is seen of the merge hook's refusal of her user name (§5.1).
func (r *Run) SomeoneExists() Ending {
	return r.Refused(fmt.Sprintf("User with username %s already exists", r.Ada().Username))
}

// UsernameIsTaken is what is seen of a local account with her user name that is
// not merged: up to 6.2 the merge hook finds it; from 6.3 on, unless distinct
// services are merged, the insertion fails, whose code is a number, which React's
// page drops (§5.1, §5.6).
func (r *Run) UsernameIsTaken() Ending {
	if r.Release().Has(release.DistinctServices) {
		return r.Silently()
	}
	return r.SomeoneExists()
}

// DomainIsRefused is what is seen of error-invalid-domain, which has no reason:
// a toast prints the id, and a callout has nothing to print (§5.6, §9.2).
func (r *Run) DomainIsRefused() Ending {
	if r.Release().Has(release.LoginErrorToast) {
		return r.Reads("[error-invalid-domain]")
	}
	return r.Silently()
}

// ButtonDead is a login page on which a click does nothing (#31753).
func (r *Run) ButtonDead() Ending { return Ending(errDeadButton) }
