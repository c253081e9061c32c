package scenario

import (
	"context"
	"net/http"

	"gonogo/internal/provider"
)

// TokenIsRefusedWith checks the status with which the provider refused Rocket.Chat's
// token request, where it is known of that provider, by the guide's id; of the
// others, that it is a refusal at all.
func (p *Person) TokenIsRefusedWith(known map[string]int) {
	r := p.run
	want := known[r.Guide().ID]
	r.providerSaw("refused token", r.setting("token-path"), func(q provider.Request) error {
		switch {
		case want != 0 && q.Status != want:
			return differs("the provider answers %d instead of %d", q.Status, want)
		case q.Status < http.StatusBadRequest || q.Status >= http.StatusInternalServerError:
			return differs("the provider answers %d, which is no refusal", q.Status)
		}
		return nil
	})
}

// CodeIsRefusedAgain checks that the provider gave tokens for the person's code when
// it first came, and for no later one, in replays of the callback (RFC 6749 §4.1.2).
func (p *Person) CodeIsRefusedAgain() {
	p.run.Check("the provider refuses her code the second time", func(context.Context) error {
		if p.run.seen == nil {
			p.run.unobserved("what the provider answers to the code that comes again (it keeps no record)")
			return nil
		}
		var answers []int
		for _, q := range p.run.seen() {
			if q.Endpoint == "token" && q.Login == p.Login {
				answers = append(answers, q.Status)
			}
		}
		if len(answers) != 2 || answers[0] != http.StatusOK || answers[1] < http.StatusBadRequest {
			return differs("the provider answers %v to her code", answers)
		}
		return nil
	})
}
