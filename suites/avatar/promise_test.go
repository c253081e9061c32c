package avatar_test

import (
	"gonogo/internal/guide"
	"gonogo/internal/provider/picture"
	"gonogo/internal/scenario"
)

// A guide that promises pictures gives a new person's to Rocket.Chat.
func firstLogin() scenario.Scenario {
	return scenario.Scenario{
		Key:     "avatar-at-first-login",
		Title:   "a new person's picture is taken over",
		Asserts: []guide.Topic{guide.TopicAvatarSync},
		Applies: promisesAvatars,
		Steps: func(r *scenario.Run) {
			r.PicturesArePublic()
			portrait := r.Portrait(picture.Plain)
			ada := r.NewPersonPortrayed(portrait)
			firstTime(ada)
			ada.ShowsThePicture(portrait)
		},
	}
}

// Synchronisation means that a new picture at the provider follows, too.
func changedPicture() scenario.Scenario {
	return scenario.Scenario{
		Key:     "avatar-after-change",
		Title:   "a changed picture follows with the next login",
		Asserts: []guide.Topic{guide.TopicAvatarSync},
		Applies: promisesAvatars,
		Steps: func(r *scenario.Run) {
			r.PicturesArePublic()
			ada := r.NewPersonPortrayed(r.Portrait(picture.Plain))
			firstTime(ada)
			ada.LogsOut()
			second := r.Portrait(picture.Plain)
			ada.ChangesHerPicture(second)
			ada.LogsIn()
			ada.ShowsThePicture(second)
		},
	}
}

// firstTime is a login by the page as printed: 6.6.0 ends at the button (#31753).
func firstTime(ada *scenario.Person) {
	ada.OpensTheLoginPage()
	ada.ClicksTheProviderButton()
	ada.ArrivesAtTheProvider()
	ada.SignsIn()
	ada.IsLoggedIn()
}
