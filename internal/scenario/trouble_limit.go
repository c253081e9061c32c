package scenario

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// LimitsHarmNobody ends a scenario about limits that count people by their
// address wherever others are met by them, too.
func (r *Run) LimitsHarmNobody() {
	if r.stack.Kind() != "embedded" {
		r.cannotHappen("Rocket.Chat would refuse gonogo itself and everybody else at its address")
	}
}

// SomebodyMistypesPasswords fails that many logins with a password, as others at
// the same address do.
func (r *Run) SomebodyMistypesPasswords(times int) {
	r.Step(fmt.Sprintf("somebody at the same address fails to log in, %d times", times), func(ctx context.Context) error {
		anonymous := rocketchat.New(r.stack.RocketChatURL(), r.stack.HTTP())
		for range times {
			_, err := anonymous.Login(ctx, "nobody-of-this-name", "wrong")
			if _, refused := errors.AsType[*rocketchat.Error](err); !refused {
				return orDiffers(err, "a stranger is let in")
			}
		}
		return nil
	})
}

// LogsInTwice logs in, out, and in again. How long she is told to wait is left out
// of the ending.
func (p *Person) LogsInTwice() Ending {
	if ending := p.Attempts(); ending != p.run.LoggedIn() {
		return ending
	}
	p.LogsOut()
	return Ending(regexp.MustCompile(`wait \d+ seconds`).ReplaceAllString(string(p.Attempts()), "wait some seconds"))
}

// TooManyRequests is what is seen of too-many-requests, whose text names the time
// to wait: it comes from before the login's handler, so that it is never masked
// (§5.6, observed §E.2).
func (r *Run) TooManyRequests() Ending {
	const reason = "Error, too many requests. Please slow down. You must wait some seconds before trying again."
	if r.Release().Has(release.LoginErrorToast) || r.Release().Has(release.LoginErrorReason) {
		return r.Reads(reason)
	}
	return r.Silently()
}
