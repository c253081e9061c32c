package scenario

import (
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
