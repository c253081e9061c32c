package doctor

import (
	"fmt"
	"net/http"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// judgeIdentity looks at what the identity endpoint said to a token that was
// made up: that it does not know the token is what a sound one says.
func (e *examination) judgeIdentity(i identities) {
	way := e.config.identityWay()
	switch {
	case i.wayRefused():
		e.find(e.identityTopic(), diagnosis.Finding{
			Cause: diagnosis.IdentityWayRefused, Where: i.address(), Found: way, Wanted: opposite(way),
			Problem: fmt.Sprintf("The provider takes no access token by %s (%s).", inWords(way), i.String()),
			Fix:     fmt.Sprintf("Set %s to %s.", e.labelled("identity_token_sent_via", "Identity Token Sent Via"), option(opposite(way))),
		})
	case i.status >= http.StatusBadRequest && i.words() == i.none.words() && !i.told():
		e.unseen("whether the provider takes the access token by %s (it says the same to everything; a login would tell)", inWords(way))
	}
}

// identityTopic is what the guide says about the way of the access token; a guide
// that leaves it open says so where it speaks of the remaining settings.
func (e *examination) identityTopic() guide.Topic {
	if len(e.Guide.About("identity-token-sent-via")) > 0 {
		return "identity-token-sent-via"
	}
	if w := e.wanted.text("token_sent_via"); w != "" && e.config.text("identity_token_sent_via") != opposite(w) {
		return "token-sent-via"
	}
	return guide.TopicDefaultsKept
}

func inWords(way string) string {
	if way == "header" {
		return "header"
	}
	return "query"
}
