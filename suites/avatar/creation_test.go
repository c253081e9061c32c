package avatar_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// Up to 6.2 an account that is made with a user name gets the picture at once;
// from 6.3 on nobody asks for it (§6.1).
func atCreation() scenario.Scenario {
	return scenario.Scenario{
		Key:     "avatar-at-creation",
		Title:   "an account that is made with a user name gets the picture up to 6.2 only",
		Service: mapped(),
		Applies: atAuthentik,
		Breadth: true,
		Steps: func(r *scenario.Run) {
			portrait := r.Portrait(picture.Plain)
			ada := r.NewPersonPortrayed(portrait)
			ada.LogsIn()
			if r.Release().Has(release.NoAvatarAtCreation) {
				ada.ShowsLettersOnly()
				r.WasNotAskedFor(portrait)
				return
			}
			ada.ShowsThePicture(portrait)
			ada.ShowsThePictureToStrangers(portrait)
		},
	}
}

// Where pictures are fetched during the first login, one that cannot be had is
// no reason to fail it (§14.5).
func atCreationUnfetchable() []scenario.Scenario {
	return []scenario.Scenario{
		unfetchable("unreachable", (*scenario.Run).PortraitNowhere),
		unfetchable("missing", func(r *scenario.Run) scenario.Portrait { return r.Portrait(picture.Missing) }),
		unfetchable("no-image", func(r *scenario.Run) scenario.Portrait { return r.Portrait(picture.NoImage) }),
	}
}

func unfetchable(manner string, portrait func(*scenario.Run) scenario.Portrait) scenario.Scenario {
	return scenario.Scenario{
		Key:     "avatar-at-creation-" + manner,
		Title:   "a picture that is " + manner + " does not fail the first login",
		Service: mapped(),
		Applies: func(g *guide.Guide, r release.Release) bool {
			return atAuthentik(g, r) && !r.Has(release.NoAvatarAtCreation)
		},
		Breadth: true,
		Steps:   func(r *scenario.Run) { letters(r, portrait(r)) },
	}
}

// Forbidding people to change their picture forbids the server, too, to give
// them one with the account. Up to 6.2 the first login fails over it, and the
// account is there for the second (§6.1, #14776); later nobody asks (§14.7).
func changeForbiddenAtCreation() scenario.Scenario {
	return scenario.Scenario{
		Key:       "avatar-change-forbidden-at-creation",
		Title:     "forbidding changes of the avatar leaves a new account without one, and up to 6.2 fails its first login",
		Service:   mapped(),
		Workspace: map[string]any{"Accounts_AllowUserAvatarChange": false},
		Applies:   atAuthentik,
		Breadth:   true,
		Steps: func(r *scenario.Run) {
			ada := r.NewPersonPortrayed(r.Portrait(picture.Plain))
			if r.Release().Has(release.AvatarGateFailsLogin) {
				ada.OpensTheLoginPage()
				ada.ClicksTheProviderButton()
				ada.SignsIn()
				ada.IsTurnedAway(notAllowed(r.Release()))
				ada.HasAnAccountAllTheSame(true)
			}
			ada.LogsIn()
			ada.ShowsLettersOnly()
		},
	}
}

// notAllowed is what the person reads of the error error-not-allowed: a toast up
// to 5.3, nothing on the first React pages (§9.2).
func notAllowed(r release.Release) string {
	if r.Has(release.LoginErrorToast) {
		return "Not allowed"
	}
	return ""
}
