package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gonogo/internal/doctor/trial"
	"gonogo/internal/rocketchat"
)

// maxAccounts is how many accounts are looked through for an e-mail: the REST API
// has no question for one.
const maxAccounts = 1000

// accounts looks accounts up over REST, as the administrator.
type accounts struct {
	admin   *rocketchat.Client
	service string // key
}

// users are the accounts, if anybody may look.
func (e *examination) users() trial.Users {
	if e.Admin == nil {
		return nil
	}
	return accounts{e.Admin, e.service.Key}
}

// ByUsername implements trial.Users.
func (a accounts) ByUsername(ctx context.Context, username string) ([]trial.Account, error) {
	u, err := a.admin.LinkedUser(ctx, username)
	var refused *rocketchat.Error
	if errors.As(err, &refused) && refused.Status == http.StatusBadRequest {
		return nil, nil // there is none
	}
	if err != nil {
		return nil, fmt.Errorf("looking for the account %s: %w", username, err)
	}
	return []trial.Account{a.account(u)}, nil
}

// ByEmail implements trial.Users.
func (a accounts) ByEmail(ctx context.Context, address string) ([]trial.Account, error) {
	var found []trial.Account
	for offset := 0; ; {
		page, total, err := a.admin.LinkedUsers(ctx, offset)
		if err != nil {
			return nil, fmt.Errorf("looking for the account with an e-mail: %w", err)
		}
		if total > maxAccounts {
			return nil, fmt.Errorf("there are %d accounts, too many to look through for an e-mail", total)
		}
		for _, u := range page {
			if slices.ContainsFunc(u.Emails, func(e rocketchat.Email) bool { return strings.EqualFold(e.Address, address) }) {
				found = append(found, a.account(u))
			}
		}
		if offset += len(page); len(page) == 0 || offset >= total {
			return found, nil
		}
	}
}

// account is what the rules ask of an account. Assumption: one that no login
// service knows has a password; the API shows none.
func (a accounts) account(u rocketchat.LinkedUser) trial.Account {
	return trial.Account{
		ID: u.ID, Username: u.Username, Name: u.Name, Emails: u.Emails, Active: u.Active,
		ServicesKnown: u.ServicesShown, HasPassword: len(u.ServiceIDs) == 0, ServiceID: u.ServiceIDs[a.service],
	}
}
