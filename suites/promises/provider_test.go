package promises_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// miniOrange are the endpoints that the guide prints in its lines 86 to 93.
func miniOrange() scenario.Endpoints {
	return scenario.Endpoints{
		Authorize: "/idp/openidsso", Token: "/rest/oauth/token", UserInfo: "/rest/oauth/getuserinfo",
		Introspect: "/rest/oauth/introspect", Revoke: "/rest/oauth/revoke", Logout: "/idp/oidc/logout",
	}
}

// atMiniOrange keeps the one guide that promises something about its provider alone.
func atMiniOrange(g *guide.Guide, _ release.Release) bool { return g.ID == "miniorange" }

// An application that was saved is known to the provider, by its secret only.
func applicationIsSaved() scenario.Scenario {
	return scenario.Scenario{
		Key:     "application-is-saved",
		Title:   "the provider knows the application that the guide saves",
		Asserts: []guide.Topic{guide.TopicSaveApplication},
		Applies: atMiniOrange,
		Breadth: true,
		Steps:   func(r *scenario.Run) { r.Client(miniOrange()).IsKnown() },
	}
}

// Each endpoint does, under the path that the guide prints, what its name says.
func endpointsAnswer() scenario.Scenario {
	return scenario.Scenario{
		Key:     "endpoints-answer",
		Title:   "the provider's endpoints are where the guide prints them",
		Asserts: []guide.Topic{guide.TopicEndpoints},
		Applies: atMiniOrange,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, client := r.NewPerson(), r.Client(miniOrange())
			tokens := client.LetsIn(ada)
			client.UserInfoKnows(ada, tokens)
			client.IntrospectionSays(true, tokens)
			client.Revokes(tokens)
			client.IntrospectionSays(false, tokens)
			client.IsWorthless(tokens)
			client.SignsOut(ada)
			r.Finding(guide.TopicEndpoints, "the guide prints two remarks about authorization endpoints and one address: the endpoint for "+
				"other identity providers is missing, and is not called")
		},
	}
}

// The grants that the guide lists by name, beside the codes of every login.
func grantsAreSupported() scenario.Scenario {
	return scenario.Scenario{
		Key:     "grants-are-supported",
		Title:   "the provider supports the grants that the guide lists",
		Asserts: []guide.Topic{guide.TopicGrantTypes},
		Applies: atMiniOrange,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada, client := r.NewPerson(), r.Client(miniOrange())
			client.UserInfoKnows(ada, client.Renews(client.LetsIn(ada)))
			client.HasTokensOfItsOwn()
		},
	}
}

// Somebody whom an administrator adds can log in at the provider from then on.
func peopleAreCreated() scenario.Scenario {
	return scenario.Scenario{
		Key:     "people-are-created",
		Title:   "somebody who was added at the provider logs in there",
		Asserts: []guide.Topic{guide.TopicCreateUser},
		Applies: atMiniOrange,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			client, ada := r.Client(miniOrange()), r.Stranger()
			client.TurnsAway(ada)
			ada.IsAddedAtTheProvider()
			client.UserInfoKnows(ada, client.LetsIn(ada))
		},
	}
}

// Whoever leaves has a single sign-on to lose: nobody removes them from Rocket.Chat.
func peopleAreRemoved() scenario.Scenario {
	return scenario.Scenario{
		Key:     "people-are-removed",
		Title:   "somebody who was removed at the provider does not log in there any more",
		Applies: atMiniOrange,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			client, ada := r.Client(miniOrange()), r.Stranger()
			ada.IsAddedAtTheProvider()
			tokens := client.LetsIn(ada)
			ada.IsRemovedAtTheProvider()
			client.TurnsAway(ada)
			client.IsWorthless(tokens)
		},
	}
}
