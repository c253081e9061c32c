package scenario

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// KnownAccount is an account that every workspace has, as it is before a login
// that a scenario is about. It stays; nobody knows its password.
func (r *Run) KnownAccount(username string) *Local {
	l := &Local{run: r}
	r.Step("the account "+username+", which every workspace has, is looked at", func(ctx context.Context) error {
		found, err := r.stack.Admin().UserInfo(ctx, username)
		if err != nil {
			return fmt.Errorf("reading the account %s: %w", username, err)
		}
		l.user = found
		return l.remember(ctx)
	})
	return l
}

// IsBot checks that an account is of the kind that no person has.
func (l *Local) IsBot() {
	l.run.Step("it is a bot's", func(context.Context) error {
		if l.user.Type != "bot" {
			return differs("the account's type is %q", l.user.Type)
		}
		return nil
	})
}

// MayTakeOver ends a scenario that might let somebody in to an account which the
// workspace needs, wherever the workspace is not thrown away afterwards: a rule
// that does not hold there must cost nobody their rocket.cat.
func (r *Run) MayTakeOver(account string) {
	switch {
	case r.stack.Kind() == "attached":
		r.cannotBeCast(errors.New("somebody might be let in to " + account + " of a workspace that is used, so it is tried on gonogo's own stacks only"))
	case r.stack.Database() == nil:
		r.needsDatabase("an account " + account + " that can be put back afterwards")
	}
}

// IsGivenBack makes the account what it was before the person was let in to it,
// and sees to it that it is not taken away with her.
func (l *Local) IsGivenBack(p *Person) {
	l.run.Step("the account "+l.user.Username+" is given back", func(ctx context.Context) error {
		p.account = ""
		return l.putBack(ctx)
	})
}

// StaysAfterwards puts the account back at the end, whatever becomes of it: a
// person who was let in takes her account away when she leaves.
func (l *Local) StaysAfterwards() {
	l.run.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(l.run.ctx), patience)
		defer cancel()
		if err := l.putBack(ctx); err != nil {
			l.run.t.Errorf("giving back the account: %v", err)
		}
	})
}

func (l *Local) putBack(ctx context.Context) error {
	_, err := l.run.users().ReplaceOne(ctx, bson.M{"_id": l.user.ID}, l.document, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("putting back the users document of %s: %w", l.user.Username, err)
	}
	return nil
}
