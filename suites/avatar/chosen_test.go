package avatar_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// A person who chooses the user name in Rocket.Chat gets the picture with it, in
// every release (§6.1); who sees it differs (§6.3).
func whenANameIsChosen() scenario.Scenario {
	return byChoice("avatar-when-a-name-is-chosen", "choosing a user name brings the picture", func(r *scenario.Run) {
		r.PicturesArePublic()
		portrait := r.Portrait(picture.Plain)
		ada := r.NewPersonPortrayed(portrait)
		ada.LogsIn()
		ada.ShowsThePicture(portrait)
		ada.ShowsThePictureByQuery(portrait)
		ada.ShowsThePictureToStrangers(portrait)
		ada.HasThePictureOfTheService()
		r.WasAskedForWithoutToken(portrait)
	})
}

// The picture is fetched once: a changed one is not asked for (§6.1).
func notAfterwards() scenario.Scenario {
	return byChoice("avatar-not-afterwards", "a changed picture is never asked for again", func(r *scenario.Run) {
		r.PicturesArePublic()
		first, second := r.Portrait(picture.Plain), r.Portrait(picture.Plain)
		ada := r.NewPersonPortrayed(first)
		ada.LogsIn()
		ada.ShowsThePicture(first)
		ada.LogsOut()
		ada.ChangesHerPicture(second)
		ada.LogsIn()
		ada.ShowsThePicture(first)
		r.WasNotAskedFor(second)
	})
}

// Without a picture at the provider there are letters.
func withoutAPicture() scenario.Scenario {
	return byChoice("avatar-without-a-picture", "a person without a picture gets letters", func(r *scenario.Run) {
		ada := r.NewPerson()
		ada.LogsIn()
		ada.ShowsLettersOnly()
	})
}

// Accounts_SetDefaultAvatar switches the fetching (§2.6, §6.1).
func withoutDefaultAvatars() scenario.Scenario {
	s := byChoice("avatar-without-default-avatars", "a workspace without default avatars asks for no picture", func(r *scenario.Run) {
		portrait := r.Portrait(picture.Plain)
		ada := r.NewPersonPortrayed(portrait)
		ada.LogsIn()
		ada.ShowsLettersOnly()
		r.WasNotAskedFor(portrait)
	})
	s.Workspace = map[string]any{"Accounts_SetDefaultAvatar": false}
	return s
}

// Seen at 7.1.0 (§14.7): choosing the user name brings the picture, even where
// people may not change theirs.
func changeForbiddenWhenANameIsChosen() scenario.Scenario {
	s := byChoice("avatar-change-forbidden-when-a-name-is-chosen", "choosing a user name brings the picture, even where people may not change it",
		func(r *scenario.Run) {
			r.PicturesArePublic()
			portrait := r.Portrait(picture.Plain)
			ada := r.NewPersonPortrayed(portrait)
			ada.LogsIn()
			ada.ShowsThePicture(portrait)
		})
	s.Workspace = map[string]any{"Accounts_AllowUserAvatarChange": false}
	s.Applies = func(g *guide.Guide, r release.Release) bool {
		return atAuthentik(g, r) && r.Has(release.NoAvatarAtCreation)
	}
	return s
}

// A picture on a private network is fetched up to 8.1 and refused from 8.2 on (§6.2).
func privateAddress() scenario.Scenario {
	s := byChoice("avatar-at-a-private-address", "a picture at a private address is fetched up to 8.1 only", func(r *scenario.Run) {
		portrait := r.PrivatePortrait()
		ada := r.NewPersonPortrayed(portrait)
		ada.LogsIn()
		if r.Release().Has(release.AvatarGuard) {
			ada.ShowsLettersOnly()
			r.WasNotAskedFor(portrait)
			return
		}
		ada.ShowsThePicture(portrait)
	})
	return s
}

// byManner are pictures that behave in all manners. Failures to fetch one are
// swallowed, and the login goes on (§6.2, §14.5).
func byManner() []scenario.Scenario {
	var all []scenario.Scenario
	for _, manner := range []picture.Manner{picture.JPEG, picture.Huge, picture.Slow, picture.Redirected} {
		all = append(all, byChoice("avatar-"+string(manner), "a picture that is "+string(manner)+" is taken over", func(r *scenario.Run) {
			r.PicturesArePublic()
			portrait := r.Portrait(manner)
			ada := r.NewPersonPortrayed(portrait)
			ada.LogsIn()
			ada.ShowsThePicture(portrait)
		}))
	}
	for _, manner := range []picture.Manner{picture.Missing, picture.NoImage} {
		all = append(all, byChoice("avatar-"+string(manner), "a picture that is "+string(manner)+" leaves letters", func(r *scenario.Run) {
			letters(r, r.Portrait(manner))
		}))
	}
	return append(all, byChoice("avatar-unreachable", "a picture at a host that does not exist leaves letters", func(r *scenario.Run) {
		letters(r, r.PortraitNowhere())
	}))
}

func letters(r *scenario.Run, portrait scenario.Portrait) {
	ada := r.NewPersonPortrayed(portrait)
	ada.LogsIn()
	ada.ShowsLettersOnly()
}

// byChoice is a scenario in which the person chooses the user name.
func byChoice(key, title string, steps func(*scenario.Run)) scenario.Scenario {
	return scenario.Scenario{Key: key, Title: title, Service: chosen(), Applies: atAuthentik, Breadth: true, Steps: steps}
}
