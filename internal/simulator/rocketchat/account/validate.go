package account

import (
	"context"
	"errors"
	"slices"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// complete checks an account that a handler found, and logs it in.
func (a *Accounts) complete(ctx context.Context, id, kind string, attempt attempt) (Login, error) {
	u, err := a.ByID(ctx, id)
	if err != nil {
		return Login{}, err
	}
	if u == nil {
		return Login{}, refusal(403, "User not found")
	}
	if err := a.validate(ctx, u, kind, attempt); err != nil {
		a.activates(ctx, u)
		a.noteFailure(attempt.key(u), attempt.address, err)
		return Login{}, err
	}
	a.noteSuccess(attempt.key(u), attempt.address)
	return a.issue(ctx, u.ID, kind)
}

// Reject is for login handlers outside this package: it counts a login that
// failed before an account was known, and returns what the client may learn.
func (a *Accounts) Reject(err error, options ...LoginOption) error {
	return a.handlerFailed(newAttempt(options), err)
}

// handlerFailed runs the checks that come before everything, also for logins
// that the handler refused: a block hides the handler's error (§5.4).
func (a *Accounts) handlerFailed(attempt attempt, err error) error {
	if blocked := a.checkBlocks(attempt.name, attempt.address); blocked != nil {
		err = blocked
	}
	a.noteFailure(attempt.name, attempt.address, err)
	return err
}

// validate is Rocket.Chat's validateLoginAttempt, in its order (§5.4).
func (a *Accounts) validate(ctx context.Context, u *User, kind string, attempt attempt) error {
	if err := a.checkBlocks(attempt.key(u), attempt.address); err != nil {
		return err
	}
	if err := a.oneSession(u, kind); err != nil {
		return err
	}
	switch {
	case u.Type == "app":
		return invalid("error-app-user-is-not-allowed-to-login", "App user is not allowed to login")
	case !u.Active && !a.seeded.Has(seeded.DeactivatedLetIn):
		if a.settings.Bool("Accounts_ManuallyApproveNewUsers") {
			a.logMissingMailer()
		}
		return invalid("error-user-is-not-activated", "User is not activated")
	case u.Roles == nil:
		return invalid("error-user-has-no-roles", "User has no roles")
	case kind == "password" && a.lacksVerifiedEmail(u):
		return invalid("error-invalid-email", "Invalid email __email__")
	case kind == "resume", kind != "password" && !a.release.Has(release.OAuthTwoFactor):
		return nil
	}
	return a.checkEmailCode(ctx, u, attempt.code)
}

// lacksVerifiedEmail is the check of Accounts_EmailVerification, from which
// administrators are exempt.
func (a *Accounts) lacksVerifiedEmail(u *User) bool {
	return a.settings.Bool("Accounts_EmailVerification") && !slices.Contains(u.Roles, "admin") && len(u.verifiedEmails()) == 0
}

// invalid is a Meteor error of the login validation (details seen in observed §G).
func invalid(code, reason string) *Error {
	return &Error{Code: code, Reason: reason, Origin: Validation, Details: map[string]any{"function": "Accounts.validateLoginAttempt"}}
}

// hasCode reports whether err is a Meteor error with one of the codes.
func hasCode(err error, codes ...any) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && slices.Contains(codes, e.Code)
}
