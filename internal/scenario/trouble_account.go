package scenario

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
)

// Ada is the person whom a trouble happens to.
func (r *Run) Ada() *Person { return r.people[0] }

// HasANamesake gives Rocket.Chat a local account with her user name, and with
// another person's name and e-mail.
func (p *Person) HasANamesake() {
	mark := strings.ToLower(rand.Text()[:8])
	p.run.HasLocalAccount(LocalAccount{
		Username: p.Username, Name: "Bob " + mark, Email: "bob-" + mark + "@" + p.run.domain(), Verified: true,
	})
}

// HasAForerunner gives Rocket.Chat a local account with her user name and her
// e-mail, and with another name than the provider has.
func (p *Person) HasAForerunner() {
	p.run.HasLocalAccount(LocalAccount{Username: p.Username, Name: p.GivenName, Email: p.Email, Verified: true})
}

// HerNamesakeIsRenamed lets an administrator rename the account that has her user
// name.
func (p *Person) HerNamesakeIsRenamed() {
	name := "bob-" + strings.ToLower(rand.Text()[:8])
	p.run.Step("an administrator renames the account "+p.Username+" to "+name, func(ctx context.Context) error {
		found, err := p.run.stack.Admin().UserInfo(ctx, p.Username)
		if err != nil {
			return fmt.Errorf("reading the account: %w", err)
		}
		if _, err := p.run.stack.Admin().UpdateUser(ctx, found.ID, map[string]any{"username": name}); err != nil {
			return fmt.Errorf("renaming the account: %w", err)
		}
		return nil
	})
}

// HerNamesakeIsDeleted lets an administrator delete the account that has her user
// name.
func (p *Person) HerNamesakeIsDeleted() {
	p.run.Step("an administrator deletes the account "+p.Username, func(ctx context.Context) error {
		found, err := p.run.stack.Admin().UserInfo(ctx, p.Username)
		if err != nil {
			return fmt.Errorf("reading the account: %w", err)
		}
		return p.run.stack.Admin().DeleteUser(ctx, found.ID)
	})
}

// WasHereBefore is a first login, after which she takes a browser that knows
// nobody.
func (p *Person) WasHereBefore() {
	p.LogsInForTheFirstTime()
	p.Account()
	p.TakesAFreshBrowser()
}

// IsDeactivated lets an administrator deactivate the account of a former login.
func (p *Person) IsDeactivated() {
	p.run.Step("an administrator deactivates her account", func(ctx context.Context) error {
		return p.run.stack.Admin().SetActive(ctx, p.account, false)
	})
}

// IsApproved lets an administrator activate the account that her first attempt
// has made.
func (p *Person) IsApproved() {
	p.HasAnAccountAllTheSame(false)
	p.IsActivated()
}

// HerAccountIsDeleted lets an administrator delete the account that she was last
// logged in to: for Rocket.Chat she is new then.
func (p *Person) HerAccountIsDeleted() {
	p.run.Step("an administrator deletes her account, so that she is new", func(ctx context.Context) error {
		if err := p.run.stack.Admin().DeleteUser(ctx, p.account); err != nil {
			return fmt.Errorf("deleting the account: %w", err)
		}
		p.account = ""
		return nil
	})
}
