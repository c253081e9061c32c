package rocketchat

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// change writes fields of an account, named as users.update and
// users.updateOwnBasicInfo name them. Unknown fields and wrong types are ignored.
func (a *api) change(ctx context.Context, u *account.User, data map[string]any) error {
	if name, ok := data["username"].(string); ok && name != u.Username {
		if err := a.accounts.ChangeUsername(ctx, u.ID, name); err != nil {
			return err
		}
	}
	if password, ok := data["password"].(string); ok && password != "" {
		if err := a.accounts.SetPassword(ctx, u.ID, password); err != nil {
			return err
		}
	}
	fields, err := a.changedFields(ctx, u, data)
	if err != nil || len(fields) == 0 {
		return err
	}
	fields["_updatedAt"] = a.options.Now().UTC()
	return a.accounts.Update(ctx, u.ID, bson.M{"$set": fields})
}

func (a *api) changedFields(ctx context.Context, u *account.User, data map[string]any) (bson.M, error) {
	fields := bson.M{}
	for _, key := range []string{"name", "nickname", "bio", "statusText"} {
		if text, ok := data[key].(string); ok {
			fields[key] = text
		}
	}
	for _, key := range []string{"active", "requirePasswordChange"} {
		if on, ok := data[key].(bool); ok {
			fields[key] = on
		}
	}
	if roles := texts(data["roles"]); roles != nil {
		fields["roles"] = roles
	}
	emails, err := a.changedEmails(ctx, u, data)
	if emails != nil {
		fields["emails"] = emails
	}
	return fields, err
}

// changedEmails replaces the address; a new one is unverified unless the caller
// says otherwise (observed §G). nil: no change.
func (a *api) changedEmails(ctx context.Context, u *account.User, data map[string]any) ([]account.Email, error) {
	old := account.Email{}
	if len(u.Emails) > 0 {
		old = u.Emails[0]
	}
	address, given := data["email"].(string)
	verified, said := data["verified"].(bool)
	if !given {
		address = old.Address
	}
	if !said {
		verified = old.Verified && address == old.Address
	}
	if a.options.Seeded.Has(seeded.EmailChangeLost) || address == "" || (address == old.Address && verified == old.Verified) {
		return nil, nil
	}
	if err := a.emailFree(ctx, u, address); err != nil {
		return nil, err
	}
	return []account.Email{{Address: address, Verified: verified}}, nil
}

func (a *api) emailFree(ctx context.Context, u *account.User, address string) error {
	other, err := a.accounts.ByUsernameOrEmail(ctx, address)
	if err != nil || other == nil || other.ID == u.ID {
		return err
	}
	return &account.Error{
		Code: "error-field-unavailable", Reason: address + " is already in use :(", Origin: account.Method,
		Details: map[string]any{"method": "insertOrUpdateUser", "field": address},
	}
}
