package scenario

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// asleep is how long the person's computer sleeps: longer than Rocket.Chat ever
// keeps a login that nobody picks up (§7.4; observed §C: 60 to 120 s).
const asleep = 150 * time.Second

// SleepsBeforeTheLogin signs in, and has her computer fall asleep when the callback
// has been answered. The time does not really pass: the record's clock is set
// forward, and what Rocket.Chat's timer would drop by then is dropped.
func (p *Person) SleepsBeforeTheLogin() Ending {
	sleeper, ok := p.session.(interface {
		Sleep(length time.Duration, meanwhile func(context.Context) error)
	})
	if !ok {
		p.run.cannotHappen("a browser cannot be put to sleep between two requests")
	}
	if p.run.stack.Database() == nil {
		p.run.cannotHappen("without Rocket.Chat's database its pending logins cannot be made older")
	}
	return p.tries(fmt.Sprintf("she signs in, and her computer sleeps for %s before it is back at Rocket.Chat", asleep),
		func(ctx context.Context) (Ending, error) {
			sleeper.Sleep(asleep, p.isForgotten)
			if ending, err := p.starts(ctx); ending != "" || err != nil {
				return ending, err
			}
			return p.goesOn(ctx)
		})
}

// isForgotten drops the login that is kept for the person.
func (p *Person) isForgotten(ctx context.Context) error {
	key, err := p.credentialToken(ctx)
	if err != nil {
		return err
	}
	pending := p.run.stack.Database().Collection("meteor_oauth_pendingCredentials")
	dropped, err := pending.DeleteOne(ctx, bson.M{"key": key})
	if err != nil {
		return fmt.Errorf("dropping the pending credential: %w", err)
	}
	if dropped.DeletedCount != 1 {
		return differs("the callback has stored nothing for her")
	}
	return nil
}
