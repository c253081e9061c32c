package scenario

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/rocketchat"
)

// LocalAccount is an account as an administrator makes it, before anybody with
// its user name or e-mail has come from the provider.
type LocalAccount struct {
	Username string
	Name     string
	Email    string
	Verified bool // the e-mail
}

// Local is such an account in Rocket.Chat, with what it was before the login
// that a scenario is about.
type Local struct {
	run      *Run
	password string
	user     rocketchat.User // as the REST API shows it
	document bson.M          // of the users collection; nil where nobody can see it
}

// HasLocalAccount makes an account by users.create, with a password that need
// not be changed and the role user. It is taken away with the scenario.
func (r *Run) HasLocalAccount(who LocalAccount) *Local {
	l := &Local{run: r, password: rand.Text()}
	r.redactor.Add(l.password)
	r.Step(fmt.Sprintf("Rocket.Chat has the local account %s with the e-mail %s", who.Username, who.Email), func(ctx context.Context) error {
		var err error
		l.user, err = r.stack.Admin().CreateUser(ctx, rocketchat.NewUser{
			Username: who.Username, Name: who.Name, Email: who.Email, Verified: who.Verified,
			Password: l.password, Roles: []string{"user"},
		})
		if err != nil {
			return fmt.Errorf("creating the account: %w", err)
		}
		r.goesAgain(func() { l.leave(context.WithoutCancel(r.ctx)) })
		return l.remember(ctx)
	})
	return l
}

// ID is the account's _id.
func (l *Local) ID() string { return l.user.ID }

// leave deletes the account, unless that has happened already: it is also the
// account of whoever was logged in to it.
func (l *Local) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	admin := l.run.stack.Admin()
	accounts, err := admin.Users(ctx)
	for _, a := range accounts {
		if a.ID == l.user.ID {
			err = admin.DeleteUser(ctx, a.ID)
		}
	}
	if err != nil {
		l.run.t.Errorf("deleting the local account %s: %v", l.user.Username, err)
	}
}

// IsDeactivated deactivates the account, as an administrator does.
func (l *Local) IsDeactivated() {
	l.run.Step("an administrator deactivates the account", func(ctx context.Context) error {
		if err := l.run.stack.Admin().SetActive(ctx, l.user.ID, false); err != nil {
			return fmt.Errorf("deactivating the account: %w", err)
		}
		return l.remember(ctx)
	})
}

// IsLinkedTo links the account to an identity of another provider, as a login
// there would have. Only the database can do that: without, the scenario ends.
func (l *Local) IsLinkedTo(service, id string) {
	users := l.run.users()
	if users == nil {
		l.run.needsDatabase("an account that is linked to another provider")
	}
	l.run.Step("the account is linked to another provider, "+service, func(ctx context.Context) error {
		link := bson.M{"$set": bson.M{"services." + service: bson.M{"id": id, "name": l.user.Name}}}
		if _, err := users.UpdateByID(ctx, l.user.ID, link); err != nil {
			return fmt.Errorf("linking the account to %s: %w", service, err)
		}
		return l.remember(ctx)
	})
}

// Account is the account that a login of the person has made, for what becomes
// of it at the next one. It has no password.
func (p *Person) Account() *Local {
	l := &Local{run: p.run}
	p.run.Step("her account is looked at", func(ctx context.Context) error {
		accounts, err := p.accounts(ctx, "")
		if err != nil {
			return err
		}
		if len(accounts) != 1 {
			return differs("%d accounts are hers", len(accounts))
		}
		l.user, p.account = accounts[0], accounts[0].ID
		return l.remember(ctx)
	})
	return l
}

// Remembers takes the account as it is now for what it was before.
func (l *Local) Remembers() {
	l.run.Step("the account is looked at again", l.remember)
}

// remember looks at the account.
func (l *Local) remember(ctx context.Context) error {
	l.run.knows(l)
	var err error
	if l.user, err = l.run.stack.Admin().UserInfoByID(ctx, l.user.ID); err != nil {
		return fmt.Errorf("reading the account: %w", err)
	}
	l.document, err = l.read(ctx)
	return err
}

// read returns the users document; nil without error where nobody can see it.
func (l *Local) read(ctx context.Context) (bson.M, error) {
	users := l.run.users()
	if users == nil {
		return nil, nil
	}
	var document bson.M
	if err := users.FindOne(ctx, bson.M{"_id": l.user.ID}).Decode(&document); err != nil {
		return nil, fmt.Errorf("reading the users document: %w", err)
	}
	return document, nil
}

// users is the collection of accounts, whose inner documents decode to maps;
// nil where nobody can see it.
func (r *Run) users() *mongo.Collection {
	database := r.stack.Database()
	if database == nil {
		return nil
	}
	return database.Collection("users", options.Collection().SetBSONOptions(&options.BSONOptions{DefaultDocumentM: true}))
}

// accounts are all accounts that have something of the person's, or are the one
// with this id.
func (p *Person) accounts(ctx context.Context, id string) ([]rocketchat.User, error) {
	all, err := p.run.stack.Admin().Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the accounts: %w", err)
	}
	var hers []rocketchat.User
	for _, a := range all {
		if a.ID == id || a.Name == p.Name || p.Username != "" && strings.EqualFold(a.Username, p.Username) || p.isAddressed(a) {
			hers = append(hers, a)
		}
	}
	return hers, nil
}

func (p *Person) isAddressed(a rocketchat.User) bool {
	for _, e := range a.Emails {
		if p.Email != "" && strings.EqualFold(e.Address, p.Email) {
			return true
		}
	}
	return false
}

// letsIn tells whether the local password still opens the account.
func (l *Local) letsIn(ctx context.Context) (bool, error) {
	anonymous := rocketchat.New(l.run.stack.RocketChatURL(), l.run.stack.HTTP())
	_, err := anonymous.Login(ctx, l.user.Username, l.password)
	var refused *rocketchat.Error
	if errors.As(err, &refused) {
		return false, nil
	}
	return err == nil, err
}
