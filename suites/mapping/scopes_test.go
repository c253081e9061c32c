package mapping_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/scenario"
)

// What a scope brings is missing without it: with openid alone the provider tells
// an id and nothing that could be mapped, and an id_token comes all the same.
// That e-mail and profile come with their scopes is what fields-as-mapped sees.
func openIDAlone() scenario.Scenario {
	return scenario.Scenario{
		Key:     "scope-openid-alone",
		Title:   "e-mail and profile come with their scopes only, the id_token with openid",
		Asserts: []guide.Topic{guide.TopicClientScopes},
		Service: map[string]any{
			"login_style": "popup", "identity_token_sent_via": "header",
			"scope": "openid", "username_field": "", "email_field": "", "name_field": "",
		},
		Applies: anyOf("miniorange", "authentik", "encvoy"),
		Breadth: true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPerson()
			ada.LogsIn()
			for _, claim := range []string{"email", "name", "username", "preferred_username"} {
				ada.ClaimArrives(nil, claim)
			}
			ada.HasAnIDToken()
		},
	}
}
