package account

import (
	"context"
	"html"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/seeded"
)

// SetUsername is the method setUsername: the person picks or changes the user
// name. The first choice fetches the picture of the person's services (§6.1).
// Refusals are [Error]s: error-invalid-user, error-not-allowed,
// username-invalid, error-blocked-username, error-field-unavailable.
func (a *Accounts) SetUsername(ctx context.Context, id, username string) error {
	u, err := a.ByID(ctx, id)
	if err != nil {
		return err
	}
	if u != nil && u.Username != "" && !a.settings.Bool("Accounts_AllowUsernameChange") {
		return setUsernameError("error-not-allowed", "Not allowed")
	}
	return a.ChangeUsername(ctx, id, username)
}

// ChangeUsername does the same for administrators and profile pages, which have
// checked whether it may be changed.
func (a *Accounts) ChangeUsername(ctx context.Context, id, username string) error {
	first, err := a.changeUsername(ctx, id, username)
	if err != nil || !first || !a.givesPictures() {
		return err
	}
	return a.fetchPicture(ctx, id)
}

// changeUsername reports whether this was the account's first user name.
func (a *Accounts) changeUsername(ctx context.Context, id, username string) (first bool, err error) {
	a.write.Lock()
	defer a.write.Unlock()
	u, err := a.ByID(ctx, id)
	if err != nil {
		return false, err
	}
	if u == nil {
		return false, setUsernameError("error-invalid-user", "Invalid user")
	}
	if u.Username != "" && strings.EqualFold(u.Username, username) {
		return false, nil
	}
	if err := a.checkUsername(ctx, id, username); err != nil {
		return false, err
	}
	return u.Username == "", a.set(ctx, id, bson.M{"username": username})
}

func (a *Accounts) checkUsername(ctx context.Context, id, username string) error {
	if !a.usernamePattern().MatchString(username) && !a.seeded.Has(seeded.ChosenNameUnchecked) {
		return setUsernameError("username-invalid", html.EscapeString(username)+" is not a valid username, use only letters, numbers, dots, hyphens and underscores")
	}
	if a.blocked(username) {
		return blockedUsername(username)
	}
	taken, err := a.taken(ctx, "username", ignoringCase(username), id)
	if err == nil && taken {
		return setUsernameError("error-field-unavailable", "<strong>"+html.EscapeString(username)+"</strong> is already in use :(")
	}
	return err
}

func setUsernameError(code, reason string) *Error {
	return &Error{Code: code, Reason: reason, Origin: Method, Details: map[string]any{"method": "setUsername"}}
}
