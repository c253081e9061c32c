package account

import (
	"context"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/room"
	"gonogo/internal/simulator/seeded"
)

// External is an identity that an external service vouches for.
type External struct {
	Service string         // service key: "clavex"
	Data    map[string]any // service document: claims, id and tokens
	Name    string         // profile.name of the login; empty: none
	Mapping Mapping
	// Redirect says that the login came in redirect style.
	Redirect bool
}

// Mapping is the part of a service's configuration that decides about accounts.
type Mapping struct {
	KeyField              string // "username" or "email"
	MergeUsers            bool
	MergeDistinctServices bool
	MergeRoles            bool   // roles come from the claim
	RolesClaim            string // name of that claim
	MapChannels           bool   // groups lead to channels
	GroupsClaim           string // name of the claim that lists them
	Channels              room.Mapping
	// Whether the field is mapped at all:
	UsernameField, EmailField, NameField bool
}

// text is a claim if it is a non-empty string.
func (e External) text(claim string) string {
	s, _ := e.Data[claim].(string)
	return s
}

// idPath is where the service's id lives in a user document.
func (e External) idPath() string { return "services." + e.Service + ".id" }

// ExternalLogin melds, merges, finds or creates the account, fetches the
// picture of a new one, checks the account and logs it in. A failure is an
// [Error] unless the database failed.
func (a *Accounts) ExternalLogin(ctx context.Context, e External, options ...LoginOption) (Login, error) {
	attempt := newAttempt(options)
	if err := a.EnsureService(ctx, e.Service); err != nil {
		return Login{}, err
	}
	id, created, err := a.resolve(ctx, e)
	switch {
	case err == nil && created:
		err = a.pictureOfNew(ctx, id, e)
	case err == nil && a.seeded.Has(seeded.AvatarEachLogin):
		err = a.fetchPicture(ctx, id)
	}
	if err != nil {
		return Login{}, a.handlerFailed(attempt, err)
	}
	races := a.races(e)
	if races && created {
		a.log("User has no roles [error-user-has-no-roles]")
		return Login{RESTRace: true}, invalid("error-user-has-no-roles", "User has no roles")
	}
	login, err := a.complete(ctx, id, e.Service, attempt)
	login.Created, login.RESTRace = created, races
	return login, err
}

// resolve runs the three steps in the order seen (observed §B): what the first
// wrote stays when a later one fails.
func (a *Accounts) resolve(ctx context.Context, e External) (id string, created bool, err error) {
	a.write.Lock()
	defer a.write.Unlock()
	if err := a.meld(ctx, e); err != nil {
		return "", false, err
	}
	if err := a.merge(ctx, e); err != nil {
		return "", false, err
	}
	return a.findOrCreate(ctx, e)
}

// races tells whether the redirect page logs in over REST before the account is
// complete (§14.3).
func (a *Accounts) races(e External) bool {
	return e.Redirect && a.release.Has(release.RESTLoginRace) && a.settings.Bool("API_Use_REST_For_DDP_Calls")
}

// pictureOfNew fetches the picture of an account that was just made (§6.1).
func (a *Accounts) pictureOfNew(ctx context.Context, id string, e External) error {
	if a.release.Has(release.NoAvatarAtCreation) || !e.Mapping.UsernameField || !a.givesPictures() {
		return nil
	}
	// The server asks this only for a picture that it could fetch; here any
	// address counts, because the fetch belongs to the hook.
	if e.text("avatarUrl") != "" && a.release.Has(release.AvatarGateFailsLogin) && !a.settings.Bool("Accounts_AllowUserAvatarChange") {
		return &Error{Code: "error-not-allowed", Reason: "Not allowed", Origin: Handler, Details: map[string]any{"method": "setAvatarFromService"}}
	}
	return a.fetchPicture(ctx, id)
}

// fetchPicture calls the hook; nobody's login fails for a picture.
func (a *Accounts) fetchPicture(ctx context.Context, id string) error {
	if a.avatars == nil || a.seeded.Has(seeded.AvatarDropped) {
		return nil
	}
	return a.avatars.SetFromServices(ctx, id)
}
