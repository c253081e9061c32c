package trial

import (
	"context"
	"slices"
	"strings"

	"gonogo/internal/doctor/attempt"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/rocketchat"
)

// email is an address of an account.
type email = rocketchat.Email

// List is a workspace's accounts, where all of them are at hand.
type List []Account

// ByUsername implements [Users].
func (l List) ByUsername(_ context.Context, username string) ([]Account, error) {
	return l.where(func(u Account) bool { return strings.EqualFold(u.Username, username) }), nil
}

// ByEmail implements [Users].
func (l List) ByEmail(_ context.Context, address string) ([]Account, error) {
	return l.where(func(u Account) bool {
		return slices.ContainsFunc(u.Emails, func(e email) bool { return strings.EqualFold(e.Address, address) })
	}), nil
}

func (l List) where(fits func(Account) bool) []Account {
	return slices.DeleteFunc(slices.Clone(l), func(u Account) bool { return !fits(u) })
}

// judgeAccount tells what becomes of accounts. It is false if the login will fail.
func (t *trier) judgeAccount(ctx context.Context, data map[string]any) bool {
	n := newNewcomer(t.Release, t.config, data)
	t.trial.Username, t.trial.Email = n.username, n.email
	if t.Users == nil {
		t.unseen("accounts in Rocket.Chat (nobody may look them up)")
		return true
	}
	accounts, err := t.candidates(ctx, n)
	if err != nil {
		t.unseen("accounts in Rocket.Chat (%s)", t.withheld(err.Error()))
		return true
	}
	for _, u := range accounts {
		if !u.ServicesKnown {
			t.unseen("whether the account %s is linked to the person (the API does not show it)", u.Username)
			return true
		}
	}
	out := n.decide(accounts)
	t.trial.Fate, t.trial.Wiped = out.fate, out.wiped
	if out.account != nil {
		t.trial.Account = out.account.Username
	}
	if out.fate != Refused {
		return true
	}
	if out.cause == diagnosis.AccountDeactivated && t.ManualApproval == attempt.On {
		out.cause = diagnosis.ApprovalPending
	}
	t.found(out.cause, "the account "+out.account.Username, shown(*out.account), identityShown(n))
	return false
}

// shown is what an account and an identity are compared by.
func shown(u Account) string {
	addresses := make([]string, len(u.Emails))
	for i, e := range u.Emails {
		addresses[i] = e.Address
	}
	return strings.Join([]string{u.Username, u.Name, strings.Join(addresses, ", ")}, " / ")
}

func identityShown(n newcomer) string {
	return strings.Join([]string{n.username, n.name, n.email}, " / ")
}

// candidates are the accounts that the identity may meet, each once.
func (t *trier) candidates(ctx context.Context, n newcomer) ([]Account, error) {
	var all []Account
	add := func(find func(context.Context, string) ([]Account, error), value string) error {
		if value == "" {
			return nil
		}
		found, err := find(ctx, value)
		for _, u := range found {
			if !slices.ContainsFunc(all, func(known Account) bool { return known.ID == u.ID }) {
				all = append(all, u)
			}
		}
		return err
	}
	if err := add(t.Users.ByUsername, n.username); err != nil {
		return nil, err
	}
	return all, add(t.Users.ByEmail, n.email)
}
