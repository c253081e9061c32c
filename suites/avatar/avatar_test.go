// Package avatar_test is the specification of pictures: what becomes of the
// picture that a person has at the provider, release by release.
package avatar_test

import (
	"slices"
	"testing"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

func TestAvatar(t *testing.T) {
	scenario.Open(t).Prove(t, slices.Concat(
		[]scenario.Scenario{
			firstLogin(),
			changedPicture(),

			atCreation(),
			whenANameIsChosen(),
			notAfterwards(),
			withoutAPicture(),
			withoutDefaultAvatars(),
			changeForbiddenAtCreation(),
			changeForbiddenWhenANameIsChosen(),
			privateAddress(),
		},
		atCreationUnfetchable(),
		byManner(),
	)...)
}

// promisesAvatars keeps the guides that promise pictures.
func promisesAvatars(g *guide.Guide, _ release.Release) bool {
	return len(g.About(guide.TopicAvatarSync)) > 0
}

// atAuthentik keeps one guide for the rules that are Rocket.Chat's alone: its
// provider's popups work in every release in which anybody can log in at all.
// 6.3.0 and 6.6.0 let nobody in (§0.4).
func atAuthentik(g *guide.Guide, r release.Release) bool {
	return g.ID == "authentik" && !r.Has(release.TokenParamsInQuery) && !r.Has(release.CustomButtonDead)
}

// mapped are settings that take the user name and the picture from the provider.
func mapped() map[string]any {
	return map[string]any{"login_style": "popup", "avatar_field": "picture"}
}

// chosen are settings that take the picture only: the person chooses a user name
// in Rocket.Chat.
func chosen() map[string]any {
	return map[string]any{"login_style": "popup", "avatar_field": "picture", "username_field": ""}
}
