package troubleshooting_test

import (
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/provider/picture"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// troublesOfPictures are the row of Clavex' table about avatars. Nobody is kept
// out by them; the table's fix is right about the cause and comes too late for
// every account that is there (§6.1).
func troublesOfPictures() []scenario.Trouble {
	missing := func(r *scenario.Run) { r.Ada().HasNoPicture() }
	notFound := func(r *scenario.Run) { r.Ada().ChangesHerPicture(r.Portrait(picture.Missing)) }
	nowhere := func(r *scenario.Run) { r.Ada().ChangesHerPicture(r.PortraitNowhere()) }
	page := func(r *scenario.Run) { r.Ada().ChangesHerPicture(r.Portrait(picture.NoImage)) }
	return []scenario.Trouble{
		keptAccount("picture-missing", "the provider has no picture of the person", diagnosis.PictureMissing, missing),
		keptAccount("picture-not-found", "the address of the person's picture answers 404", diagnosis.PictureUnreachable, notFound),
		keptAccount("picture-nowhere", "nobody answers at the address of the person's picture", diagnosis.PictureUnreachable, nowhere),
		keptAccount("picture-no-image", "the address of the person's picture answers with a page", diagnosis.PictureUnreachable, page),
		newAccount("picture-missing-new-account", "the provider has no picture of the person, who gets a new account", diagnosis.PictureMissing, missing),
		newAccount("picture-not-found-new-account", "the address of the person's picture answers 404, and she gets a new account", diagnosis.PictureUnreachable, notFound),
		chosenName("picture-missing-chosen-name", "the provider has no picture of the person, who gets a new account and chooses its user name", diagnosis.PictureMissing, missing),
	}
}

// pictureTrouble ends every login in Rocket.Chat.
func pictureTrouble(key, title string, cause diagnosis.Cause, change func(*scenario.Run)) scenario.Trouble {
	return scenario.Trouble{
		Key: key, Title: title, Symptom: "Avatar not syncing", Row: "symptom-avatar", Cause: cause, Applies: at("clavex"),
		Break: change,
		Try:   (*scenario.Person).LogsInAndLooks,
		Sees:  (*scenario.Run).InLetters,
		Again: (*scenario.Person).LogsInAndLooks,
	}
}

// hasAPicture is the table's fix.
func hasAPicture(r *scenario.Run) {
	r.PicturesArePublic()
	r.Ada().ChangesHerPicture(r.Portrait(picture.Plain))
}

// The fix, and nothing else: pictures are fetched when accounts are made, and never
// again.
func keptAccount(key, title string, cause diagnosis.Cause, change func(*scenario.Run)) scenario.Trouble {
	tr := pictureTrouble(key, title, cause, change)
	tr.Fix = hasAPicture
	tr.Uncured = func(r *scenario.Run) (string, scenario.Ending) {
		return "Rocket.Chat asks for a picture when it makes an account, never at later logins: who has an account keeps the letters", r.InLetters()
	}
	return tr
}

// The fix, and a new account. From 6.3 on none that is made with a user name gets
// a picture.
func newAccount(key, title string, cause diagnosis.Cause, change func(*scenario.Run)) scenario.Trouble {
	tr := pictureTrouble(key, title, cause, change)
	tr.Fix = func(r *scenario.Run) {
		hasAPicture(r)
		r.Ada().HerAccountIsDeleted()
	}
	tr.Uncured = func(r *scenario.Run) (string, scenario.Ending) {
		if !r.Release().Has(release.NoAvatarAtCreation) {
			return "", ""
		}
		return "since 6.3.0 Rocket.Chat does not ask for the picture at all where the user name is mapped, not even for a new account", r.InLetters()
	}
	return tr
}

// What does help on every release: the picture comes with the user name that the
// person chooses.
func chosenName(key, title string, cause diagnosis.Cause, change func(*scenario.Run)) scenario.Trouble {
	tr := pictureTrouble(key, title, cause, change)
	tr.Fix = func(r *scenario.Run) {
		hasAPicture(r)
		r.Ada().HerAccountIsDeleted()
		r.SetsService("Username field is empty", map[string]any{"username_field": ""})
	}
	return tr
}
