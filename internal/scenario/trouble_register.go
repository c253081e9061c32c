package scenario

import (
	"context"
	"fmt"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/stack"
)

// IsRegisteredWith registers Rocket.Chat at the provider with another redirect
// URI. PutsEverythingBack registers it as the guide says. Whatever credentials the
// provider gives are written into the settings.
func (r *Run) IsRegisteredWith(redirectURI string) {
	r.Step("Rocket.Chat is registered at the provider with the redirect URI "+redirectURI, func(ctx context.Context) error {
		if err := r.register(ctx, redirectURI); err != nil {
			return err
		}
		r.changed.mend = append(r.changed.mend, func(ctx context.Context) error {
			return r.register(ctx, r.Guide().RedirectURI)
		})
		return nil
	})
}

// register does what stack.Configure does, with this redirect URI.
func (r *Run) register(ctx context.Context, redirectURI string) error {
	how := r.Guide().Registration
	got, err := r.stack.Provider().Register(ctx, provider.Registration{
		Name: how.Name, ClientID: how.ClientID, RedirectURIs: []string{redirectURI}, Scopes: how.Scopes, AuthMethod: how.AuthMethod,
	})
	if err != nil {
		return fmt.Errorf("registering Rocket.Chat again: %w", err)
	}
	r.redactor.Add(got.ClientSecret)
	return stack.ApplyService(ctx, r.stack, r.configured.Service, map[string]any{"id": got.ClientID, "secret": got.ClientSecret})
}

// ReadsWhyTheRedirectURIIsRefused checks the words of the provider's answer to her
// attempt: those that are known of Clavex (providers: Clavex), and at no provider
// the ones that a guide prints. Readers of that guide are told.
func (p *Person) ReadsWhyTheRedirectURIIsRefused(printed string) {
	r := p.run
	known := ""
	if r.Guide().ID == "clavex" {
		known = "redirect_uri not allowed"
		r.Finding(guide.TopicRedirectURI, fmt.Sprintf("nobody reads %q: the provider answers %q", printed, known))
	}
	r.Check("the provider says why, and nothing of \""+printed+"\"", func(ctx context.Context) error {
		answer, err := p.providerAnswer(ctx)
		switch {
		case err != nil:
			return err
		case !strings.Contains(answer.ResponseBody, known):
			return differs("the provider's answer says nothing of %q", known)
		case strings.Contains(answer.ResponseBody, printed):
			return differs("the provider's answer says %q", printed)
		}
		return nil
	})
}
