package scenario

import (
	"context"
	"errors"

	"gonogo/internal/stack/fault"
)

// Plants lets something go wrong at the provider, as Rocket.Chat and people meet
// it. It is mended by PutsEverythingBack, or at the end. A stack that cannot have
// it ends the scenario, which says nothing about the guide then.
func (r *Run) Plants(sentence string, f fault.Fault) {
	planter, ok := r.stack.(fault.Planter)
	if !ok {
		r.cannotHappen("nothing can be made to fail at the provider of this stack")
	}
	var cannot *fault.CannotError
	r.Step(sentence, func(ctx context.Context) error {
		planted, err := planter.Plant(ctx, f)
		if errors.As(err, &cannot) {
			return nil
		}
		if err != nil {
			return err
		}
		r.changed.mend = append(r.changed.mend, planted.Mend)
		if len(planted.Settings) == 0 {
			return nil
		}
		// The way to the failure is no difference that the doctor is to find.
		r.detour = both(r.detour, planted.Settings)
		return r.changeService(ctx, planted.Settings)
	})
	if cannot != nil {
		r.cannotHappen(cannot.Reason)
	}
}

// cannotHappen ends a scenario that needs what this stack does not have.
func (r *Run) cannotHappen(why string) {
	r.nobody = true
	r.unobserved("the whole scenario (" + why + ")")
	r.Unsupported(why)
}
