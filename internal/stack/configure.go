package stack

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
)

// Configured is what came of following a guide.
type Configured struct {
	Service  guide.Service
	ClientID string // that the provider gave
	// Settings are those that were written, in the order of the guide.
	Settings []guide.Setting
	// Optional are settings that the guide calls optional; they were not written.
	Optional []guide.Setting
	// Findings say where the guide does not hold as printed on this release.
	Findings []guide.Finding
}

// effectLimit is how long written settings may take to show. Two to three
// seconds are normal (§14.1); a server that limits requests may cost a minute.
const effectLimit = 2 * time.Minute

// Configure does what the guide says: it registers Rocket.Chat at the
// provider, adds the custom OAuth service, writes its settings and waits until
// the login service shows them. Again, it does the same on top.
func Configure(ctx context.Context, s Stack) (Configured, error) {
	g := s.Guide()
	credentials, err := s.Provider().Register(ctx, registration(g))
	if err != nil {
		return Configured{}, fmt.Errorf("registering Rocket.Chat at %s: %w", s.Provider().ID(), err)
	}
	t, err := g.Settings(s.Release(), map[string]string{
		"client_id": credentials.ClientID, "client_secret": credentials.ClientSecret,
	})
	if err != nil {
		return Configured{}, fmt.Errorf("translating the guide %s for %s: %w", g.ID, s.Release(), err)
	}
	settings := slices.Concat(t.Workspace, known(t, credentials.ClientID))
	if err := write(ctx, s, g.Service, settings); err != nil {
		return Configured{}, err
	}
	return Configured{
		Service: t.Service, ClientID: credentials.ClientID,
		Settings: settings, Optional: t.Optional, Findings: t.Findings,
	}, nil
}

// known are the service's settings with the id under which the provider knows the
// client: where a guide prints one, a provider that is not gonogo's own may have
// given another, so that nobody's registration is replaced.
func known(t guide.Translation, clientID string) []guide.Setting {
	settings := slices.Clone(t.Settings)
	for i, s := range settings {
		if s.ID == t.Service.SettingID("id") {
			settings[i].Value = clientID
		}
	}
	return settings
}

// registration is what the guide tells the provider about Rocket.Chat.
func registration(g *guide.Guide) provider.Registration {
	return provider.Registration{
		Name:         g.Registration.Name,
		ClientID:     g.Registration.ClientID,
		RedirectURIs: []string{g.RedirectURI},
		Scopes:       g.Registration.Scopes,
		AuthMethod:   g.Registration.AuthMethod,
	}
}

// write adds the service under the name that a person types, writes the
// settings and waits for their effect.
func write(ctx context.Context, s Stack, typed string, settings []guide.Setting) error {
	if err := s.Admin().AddCustomOAuth(ctx, typed); err != nil {
		return fmt.Errorf("adding the custom OAuth service %q: %w", typed, err)
	}
	service := guide.NewService(typed)
	for _, setting := range hiddenFirst(s.Release(), service, settings) {
		if err := s.Admin().SetSetting(ctx, setting.ID, setting.Value); err != nil {
			return fmt.Errorf("writing %s (statement %s): %w", setting.ID, setting.Statement, err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, effectLimit)
	defer cancel()
	_, err := s.Admin().WaitService(ctx, service.Key, shown(s.Release(), service, settings))
	return err
}
