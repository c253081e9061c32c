package troubleshooting_test

import (
	"gonogo/internal/scenario"
)

// troublesOfFactors are the provider's own questions behind the password. They are
// between the person and the provider: Rocket.Chat hears nothing of them.
func troublesOfFactors() []scenario.Trouble {
	asks := at("authentik", "miniorange")
	return []scenario.Trouble{
		{
			Key: "provider-second-factor", Title: "the provider asks for a second factor of its own, which keeps nobody out",
			Symptom: "none: the provider asks for a code before it sends people back", Applies: asks,
			Try: (*scenario.Person).AnswersTheProvider,
		},
		{
			Key: "provider-second-factor-page", Title: "the provider asks for a second factor of its own, in a popup",
			Symptom: "none: the provider asks for a code before it sends people back", Applies: asks, InTurn: true,
			Try:  (*scenario.Person).AnswersTheProvider,
			Page: true,
		},
		{
			Key: "provider-code-wrong", Title: "a wrong code at the provider stays there, with the provider's own text",
			Symptom: "the provider says that the code is wrong, and asks again", Applies: asks, InTurn: true,
			Try:  (*scenario.Person).MistypesTheCode,
			Page: true,
		},
	}
}
