package stack

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gonogo/fixtures"
	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/provider/live"
	"gonogo/internal/release"
	"gonogo/internal/stack/attached"
)

// Guest is an opener that uses a Rocket.Chat which is not its own.
type Guest interface {
	// Release is the one release that its stacks have.
	Release() release.Release
	// Intentions say what it will do there, line by line. It is to be printed
	// before the first stack is opened: until then nothing is written.
	Intentions() []string
}

// Paced is a stack whose Rocket.Chat limits logins. Whoever starts one waits
// for Pace before, and calls done once when it has ended.
type Paced interface {
	Pace(ctx context.Context) (done func(), err error)
}

// attachedOpener hands out one running workspace to all guides.
type attachedOpener struct{ *attached.Workspace }

var (
	_ Guest = attachedOpener{}
	_ Paced = (*attached.Stack)(nil)
)

func newAttached(ctx context.Context, c config.Config, say func(string)) (Opener, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("finding a folder for the record of what has to be put back: %w", err)
	}
	o := attached.Options{
		URL: c.URL, AdminUser: c.AdminUser, AdminPassword: c.AdminPassword.Reveal(), MongoURL: c.MongoURL.Reveal(),
		CA: c.CA, ProviderURL: c.ProviderURL, Certificate: c.Certificate, Key: c.Key, Crowd: c.AttachedAnyway, JournalFolder: filepath.Join(cache, "gonogo"), Say: say,
	}
	if c.Provider == "live" {
		l := liveProvider(c)
		o.Live = &l
	}
	for _, id := range c.Guides {
		g, err := guide.Load(fixtures.Files, id)
		if err != nil {
			return nil, err
		}
		o.Guides = append(o.Guides, g)
	}
	w, err := attached.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	return attachedOpener{w}, nil
}

// Open starts the guide's emulator, or uses the live provider.
func (a attachedOpener) Open(ctx context.Context, g *guide.Guide, r release.Release) (Stack, error) {
	s, err := a.Workspace.Open(ctx, g, r)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// liveProvider is what the environment says about providers that gonogo does not
// run; address and client are for the stack to fill in.
func liveProvider(c config.Config) live.Options {
	return live.Options{
		Token:      c.ProviderToken.Reveal(),
		AdminEmail: c.ProviderAdmin, AdminPassword: c.ProviderSecret.Reveal(), AdminOrg: c.ProviderOrg,
		EntraTenant: c.EntraTenant, EntraClientID: c.EntraClientID,
		EntraClientSecret: c.EntraSecret.Reveal(), EntraDomain: c.EntraDomain,
		ClientID: c.ClientID, ClientSecret: c.ClientSecret.Reveal(), People: c.People,
	}
}
