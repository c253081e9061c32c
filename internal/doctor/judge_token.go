package doctor

import (
	"fmt"
	"net/http"

	"gonogo/internal/doctor/diagnosis"
)

// judgeToken looks at what the token endpoint said to a code that was made up:
// that it does not know the code is what a sound one says.
func (e *examination) judgeToken(t tokens) {
	switch {
	case e.Admin != nil && !t.known:
		e.findSecret(t, "The client's Secret is empty.")
	case t.status < http.StatusMultipleChoices && t.code() != "":
		e.judgeErrorIn200(t)
	case t.status < http.StatusMultipleChoices:
		e.judgeTokens(t)
	case !t.known:
	case t.refused() && t.other != nil && t.other.nature == sound && !t.other.refused():
		e.findTokenWay(t)
	case t.refused():
		e.findSecret(t, "The provider refuses the client's Secret.")
	case !t.judges():
		e.unseen("whether the provider accepts the client's Secret (it does not say so to a code that it does not know)")
	}
}

// judgeErrorIn200: an endpoint that tells wrong credentials from a wrong code
// answers all its errors with 200; one that says the same to both is broken.
func (e *examination) judgeErrorIn200(t tokens) {
	if !t.alwaysTheSame() {
		e.note("%s answers its errors with status 200", t.address())
		return
	}
	e.find("token-path", diagnosis.Finding{
		Cause: diagnosis.TokenError, Where: t.address(), Found: t.String(),
		Problem: "The provider's token endpoint answers 200 with an error in it, whatever it is asked.",
		Fix:     "Look into the provider's log; nothing in Rocket.Chat mends this.",
	})
}

// judgeTokens looks at an endpoint that grants anything.
func (e *examination) judgeTokens(t tokens) {
	fields, _ := t.object()
	if fields["access_token"] != nil {
		e.note("%s gives tokens for a code that was made up", t.address())
		return
	}
	e.find("token-path", diagnosis.Finding{
		Cause: diagnosis.TokenMissing, Where: t.address(), Found: t.String(), Wanted: "access_token",
		Problem: "The answer of the provider's token endpoint has no access_token.",
		Fix:     "Look into the provider's configuration of this client; Rocket.Chat needs the authorization code flow.",
	})
}

func (e *examination) findSecret(t tokens, problem string) {
	label := e.labelled("secret", "Secret")
	e.find("secret", diagnosis.Finding{
		Cause: diagnosis.SecretWrong, Where: t.address(), Found: t.String(), Problem: problem,
		Fix: fmt.Sprintf("Copy the client secret from the provider into %s once more, or let the provider make a new one.", label),
	})
}

func (e *examination) findTokenWay(t tokens) {
	label, way := e.labelled("token_sent_via", "Token Sent Via"), e.config.tokenWay()
	e.find("token-sent-via", diagnosis.Finding{
		Cause: diagnosis.TokenWayRefused, Where: t.address(), Found: way, Wanted: opposite(way),
		Problem: fmt.Sprintf("The provider refuses the client's credentials by %s (%s) and accepts them by %s.", way, t.String(), opposite(way)),
		Fix:     fmt.Sprintf("Set %s to %s.", label, option(opposite(way))),
	})
}

// option is a way as the administration pages print it.
func option(way string) string {
	return map[string]string{"header": "Header", "payload": "Payload"}[way]
}
