package protocol

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/rocketchat"
)

// Visit is a person's way through a provider's pages that ends where the provider
// sends her back: the redirect URI is recognised, and never asked for.
type Visit struct {
	agent    *Agent
	returned *url.URL
}

// NewVisit makes a visit of somebody who is nowhere logged in.
func NewVisit(o Options, redirectURI string) (*Visit, error) {
	back, err := url.Parse(redirectURI)
	if err != nil || back.Host == "" {
		return nil, errors.New("the redirect URI is no address of the web")
	}
	a, err := New(o)
	if err != nil {
		return nil, err
	}
	v := &Visit{agent: a}
	a.ends = func(n navigation) bool {
		if !sameOrigin(n.url, back) || n.url.Path != back.Path {
			return false
		}
		u := *n.url
		if n.method == http.MethodPost {
			u.RawQuery = n.body // response_mode=form_post
		}
		v.returned = &u
		return true
	}
	return v, nil
}

// leave empties a window that goes where nobody looks.
func (w *window) leave(u *url.URL) {
	w.url, w.status, w.header, w.root, w.stage = u, 0, nil, nil, nil
	w.history = append(w.history, u)
}

// Open goes to a service's authorize address with a state of the web client's form,
// redirect style, which leads back to home. It returns with the provider's first
// page, or with the person sent back.
func (v *Visit) Open(ctx context.Context, document rocketchat.Service, redirectURI, home string) error {
	raw, err := json.Marshal(document)
	var s service
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return errors.New("the login service is not of the form of settings.oauth")
	}
	state, err := state{LoginStyle: "redirect", CredentialToken: credentialToken(), RedirectURL: home}.encoded()
	if err != nil {
		return err
	}
	at, err := s.authorizeURL(v.agent.options.Release, redirectURI, state)
	if err != nil {
		return err
	}
	v.returned = nil
	if err := v.agent.visit(ctx, v.agent.tab, at); err != nil {
		return fmt.Errorf("going to the provider: %w", err)
	}
	return nil
}

// SignIn goes through the provider's pages; see [Provider.SignIn].
func (v *Visit) SignIn(ctx context.Context, login, password string) error {
	return v.agent.Provider().SignIn(ctx, login, password)
}

// Carry hands the person an authenticator app; see [Provider.Carry].
func (v *Visit) Carry(app pages.Authenticator) { v.agent.Carry(app) }

// Returned is the callback's address with its parameters, which hold the code and
// must not be printed; nil while the person has not been sent back.
func (v *Visit) Returned() *url.URL { return v.returned }

// Shows says what the window shows, without anything secret.
func (v *Visit) Shows() string { return v.agent.window().describe() }

// Exchanges are the requests since the visit began.
func (v *Visit) Exchanges() []browser.Exchange { return v.agent.Since(0) }
