package promises_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// Every guide calls its provider one of OpenID Connect, or has it asked for the
// scope openid. Rocket.Chat does not look whether that is so (§4.2): it stores id
// tokens unread, and leaves codes and redirect URIs to the provider's care. Another
// client of the provider's does.
func providerIsOpenIDConnect() scenario.Scenario {
	return scenario.Scenario{
		Key:     "openid-connect",
		Title:   "the provider tells who logged in as OpenID Connect has it",
		InTurn:  true,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, client := r.NewPerson(), r.RelyingParty()
			client.IsDescribedAsTheGuideHasIt()
			client.TellsWhoLoggedIn(ada)
			client.IsToldOfErrors()
		},
	}
}

// What a login's code is good for: whoever gets hold of it otherwise is somebody else.
func codesAreGuarded() scenario.Scenario {
	return scenario.Scenario{
		Key:     "codes-are-guarded",
		Title:   "a code is good for once, for its application, its redirect URI and its verifier",
		InTurn:  true,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, client := r.NewPerson(), r.RelyingParty()
			client.HasCodesForOnce(ada)
			client.HasCodesForItsRedirectURI(ada)
			client.HasCodesForItself(ada)
			client.HasCodesForItsVerifier(ada)
		},
	}
}

// A code that waits, on a computer that sleeps or in somebody's log.
func codesLapse() scenario.Scenario {
	return scenario.Scenario{
		Key:     "codes-lapse",
		Title:   "a code that nobody uses is worthless after a while",
		Alone:   scenario.WithTheService,
		InTurn:  true,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			r.RelyingParty().HasCodesForAWhile(ada)
		},
	}
}

// Guides have one redirect URI registered, to the letter.
func redirectURIsAreCompared() scenario.Scenario {
	return scenario.Scenario{
		Key:     "redirect-uris-are-compared",
		Title:   "the provider sends people to the registered redirect URI only",
		Asserts: []guide.Topic{guide.TopicRedirectURI},
		Applies: func(g *guide.Guide, _ release.Release) bool { return len(g.About(guide.TopicRedirectURI)) > 0 },
		InTurn:  true,
		Breadth: true,
		Steps:   func(r *scenario.Run) { r.RelyingParty().TakesItsOwnRedirectURIOnly() },
	}
}
