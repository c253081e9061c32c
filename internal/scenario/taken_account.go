package scenario

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Known is an account that every workspace has.
type Known struct {
	*Local
	exposed bool // somebody may have been let in to it
}

// KnownAccount is such an account, as it is before a login that a scenario is
// about. It stays; nobody knows its password.
func (r *Run) KnownAccount(username string) *Known {
	k := &Known{Local: &Local{run: r}}
	r.Step("the account "+username+", which every workspace has, is looked at", func(ctx context.Context) error {
		found, err := r.stack.Admin().UserInfo(ctx, username)
		if err != nil {
			return fmt.Errorf("reading the account %s: %w", username, err)
		}
		k.user = found
		return k.remember(ctx)
	})
	return k
}

// IsBot checks that the account is of the kind that no person has.
func (k *Known) IsBot() {
	k.run.Check("it is a bot's", func(context.Context) error {
		if k.user.Type != "bot" {
			return differs("the account's type is %q", k.user.Type)
		}
		return nil
	})
}

// IsExposed prepares for somebody who is let in to the account: people take their
// account away when they leave, and if the scenario ends early, it is put back
// after that. It ends the scenario wherever the workspace is not thrown away
// afterwards: a rule that does not hold there must cost nobody their account.
func (k *Known) IsExposed() {
	r := k.run
	switch {
	case r.stack.Kind() == "attached":
		r.cannotBeCast(errors.New("somebody might be let in to " + k.user.Username + " of a workspace that is used, so it is tried on gonogo's own stacks only"))
	case r.stack.Database() == nil:
		r.needsDatabase("an account " + k.user.Username + " that can be put back afterwards")
	}
	k.exposed = true
	r.goesAgain(func() {
		if !k.exposed {
			return
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), patience)
		defer cancel()
		if err := k.putBack(ctx); err != nil {
			r.t.Errorf("giving back the account: %v", err)
		}
	})
}

// IsGivenBack makes the account what it was before the person was let in to it,
// and sees to it that it is not taken away with her.
func (k *Known) IsGivenBack(p *Person) {
	k.run.Step("the account "+k.user.Username+" is given back", func(ctx context.Context) error {
		if err := k.putBack(ctx); err != nil {
			return err
		}
		p.account, k.exposed = "", false
		return nil
	})
}

func (k *Known) putBack(ctx context.Context) error {
	_, err := k.run.users().ReplaceOne(ctx, bson.M{"_id": k.user.ID}, k.document, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("putting back the users document of %s: %w", k.user.Username, err)
	}
	return nil
}
