package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/rocketchat"
)

// IsKnownToTheAPI checks that the session in the browser is the person's:
// /api/v1/me answers with it, called from the page as the web client does.
func (p *Person) IsKnownToTheAPI() {
	p.run.Check("/api/v1/me knows ada's session", func(ctx context.Context) error {
		session, err := p.chat.Session(ctx)
		if err != nil {
			return err
		}
		me, err := p.api(session.UserID, session.Token.Reveal()).Me(ctx)
		if err != nil {
			return fmt.Errorf("/api/v1/me refuses the session: %w", err)
		}
		return p.isHer(me)
	})
}

// isHer compares an account with the person, as far as the provider tells.
func (p *Person) isHer(account rocketchat.User) error {
	if !account.Active {
		return differs("the account is not active")
	}
	for _, email := range account.Emails {
		if email.Address != p.Email {
			return differs("the account's e-mail is %s instead of %s", email.Address, p.Email)
		}
	}
	return nil
}

// HasOneAccountLinkedToTheProvider checks the users document: it carries the
// provider's id for the person, the one of her former logins, and no other document
// carries the same one.
func (p *Person) HasOneAccountLinkedToTheProvider() {
	p.run.Check("one users document is linked to her identity", func(ctx context.Context) error {
		database := p.run.stack.Database()
		if database == nil {
			p.run.unobserved("the users document (no access to the database)")
			return nil
		}
		users := database.Collection("users")
		var document struct {
			Services map[string]bson.M `bson:"services"`
		}
		if err := users.FindOne(ctx, bson.M{"_id": p.account}).Decode(&document); err != nil {
			return fmt.Errorf("reading the users document: %w", err)
		}
		key := p.run.configured.Service.Key
		id := document.Services[key]["id"]
		if id == nil {
			return differs("the users document has no services.%s.id", key)
		}
		if p.identity != nil && p.identity != id {
			return differs("services.%s.id is another one than at her former login", key)
		}
		p.identity = id
		count, err := users.CountDocuments(ctx, bson.M{"services." + key + ".id": id})
		if err != nil {
			return fmt.Errorf("counting accounts with the same identity: %w", err)
		}
		if count != 1 {
			return differs("%d accounts carry the same services.%s.id", count, key)
		}
		return nil
	})
}

// HasNoAccount checks that nothing was created for the person.
func (p *Person) HasNoAccount() {
	p.run.Check("Rocket.Chat has no account for her", func(ctx context.Context) error {
		accounts, err := p.run.stack.Admin().Users(ctx)
		if err != nil {
			return fmt.Errorf("listing the accounts: %w", err)
		}
		for _, a := range accounts {
			if a.Name == p.Name || p.Username != "" && a.Username == p.Username || hasEmail(a, p.Email) {
				return differs("Rocket.Chat has the account %s for her", a.Username)
			}
		}
		return nil
	})
}

func hasEmail(u rocketchat.User, address string) bool {
	for _, e := range u.Emails {
		if e.Address == address {
			return true
		}
	}
	return false
}

// AccountID is the id of the account that the person is logged in to.
func (p *Person) AccountID() string { return p.account }

// HasTheAccount checks that the person is logged in to this very account.
func (p *Person) HasTheAccount(id string) {
	p.run.Check("it is the same account as before", func(context.Context) error {
		if p.account != id {
			return differs("the second login made another account")
		}
		return nil
	})
}

// CannotUse checks that a login token is worthless.
func (p *Person) CannotUse(token Token) {
	p.run.Check("the former login token is worthless", func(ctx context.Context) error {
		_, err := p.api(token.userID, token.secret).Me(ctx)
		var refused *rocketchat.Error
		switch {
		case err == nil:
			return differs("/api/v1/me still accepts the token of the ended session")
		case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
			return nil
		}
		return fmt.Errorf("asking /api/v1/me with the former token: %w", err)
	})
}

// api is a client that uses a session of the person.
func (p *Person) api(userID, token string) *rocketchat.Client {
	return rocketchat.New(p.run.stack.RocketChatURL(), p.run.stack.HTTP()).As(userID, token)
}

// Token is a login token that a check keeps to see what becomes of it. It does
// not print itself.
type Token struct{ userID, secret string }

// String withholds the token.
func (t Token) String() string { return "login token of user " + t.userID }

// GoString withholds it from %#v too.
func (t Token) GoString() string { return t.String() }
