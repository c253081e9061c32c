package scenario

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Known is an account that every workspace has.
type Known struct{ *Local }

// KnownAccount is such an account, as it is before a login that a scenario is
// about. Nobody knows its password, and nobody who is let in to it takes it away
// when they leave. A stack of gonogo's own gets it back as it was.
func (r *Run) KnownAccount(username string) *Known {
	k := &Known{Local: &Local{run: r}}
	r.Step("the account "+username+", which every workspace has, is looked at", func(ctx context.Context) error {
		found, err := r.stack.Admin().UserInfo(ctx, username)
		if err != nil {
			return fmt.Errorf("reading the account %s: %w", username, err)
		}
		k.user = found
		r.lasting = append(r.lasting, found.ID)
		return k.remember(ctx)
	})
	if k.document != nil && r.stack.Kind() != "attached" {
		r.goesAgain(k.comesBack)
	}
	return k
}

// comesBack puts the account back if the scenario has left it changed: a rule that
// does not hold must not show in the scenarios that come after it.
func (k *Known) comesBack() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(k.run.ctx), patience)
	defer cancel()
	if now, err := k.read(ctx); err == nil && reflect.DeepEqual(now, k.document) {
		return
	}
	if err := k.putBack(ctx); err != nil {
		k.run.t.Errorf("giving back the account: %v", err)
	}
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

// IsExposed prepares for somebody who is let in to the account. It ends the
// scenario wherever the workspace is not thrown away afterwards: a rule that does
// not hold there must cost nobody their account.
func (k *Known) IsExposed() {
	r := k.run
	switch {
	case r.stack.Kind() == "attached":
		r.cannotBeCast(errors.New("somebody might be let in to " + k.user.Username + " of a workspace that is used, so it is tried on gonogo's own stacks only"))
	case r.stack.Database() == nil:
		r.needsDatabase("an account " + k.user.Username + " that can be put back afterwards")
	}
}

// IsGivenBack makes the account what it was before somebody was let in to it.
func (k *Known) IsGivenBack() {
	k.run.Step("the account "+k.user.Username+" is given back", k.putBack)
}

func (k *Known) putBack(ctx context.Context) error {
	_, err := k.run.users().ReplaceOne(ctx, bson.M{"_id": k.user.ID}, k.document, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("putting back the users document of %s: %w", k.user.Username, err)
	}
	return nil
}
