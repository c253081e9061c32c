package protocol

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// service is a custom OAuth service as settings.oauth shows it (§1.3).
type service struct {
	Key           string `json:"service"`
	Custom        bool   `json:"custom"`
	ClientID      string `json:"clientId"`
	ServerURL     string `json:"serverURL"`
	AuthorizePath string `json:"authorizePath"`
	Scope         string `json:"scope"`
	LoginStyle    string `json:"loginStyle"`
	Label         string `json:"buttonLabelText"`
	LabelColor    string `json:"buttonLabelColor"`
	Color         string `json:"buttonColor"`
	ShowButton    *bool  `json:"showButton"`
}

// readService reads a service; false if it is none that gets a button here.
func readService(document rocketchat.Service) (service, bool) {
	raw, err := json.Marshal(document)
	var s service
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return service{}, false
	}
	return s, s.Custom && s.Key != "" && (s.ShowButton == nil || *s.ShowButton)
}

// title is the key with a capital first letter.
func title(key string) string {
	if key == "" {
		return ""
	}
	return strings.ToUpper(key[:1]) + key[1:]
}

// text is what the release writes on the button (§9.1): React says "Sign in
// with …" where the label is empty, Blaze leaves the button blank.
func (c *Chat) text(key, label string) string {
	if label == "" && key != "" && c.release().Has(release.ReactLoginPage) {
		return "Sign in with " + title(key)
	}
	return folded(label)
}

// find is the service whose button is meant: by its class up to 5.3, by its
// text after that (§9.1).
func (c *Chat) find(want pages.Button) (service, bool) {
	if c.state.Kind != pages.LoginForm && c.state.Kind != pages.SignUp {
		return service{}, false
	}
	for _, s := range c.services {
		if c.release().Has(release.ReactLoginPage) && c.text(s.Key, s.Label) == c.text(want.Service, want.Label) {
			return s, true
		}
		if !c.release().Has(release.ReactLoginPage) && s.Key == want.Service {
			return s, true
		}
	}
	return service{}, false
}

// HasProviderButton tells whether the page has the button: Rocket.Chat offers the
// service, and the release draws the buttons there.
func (c *Chat) HasProviderButton(_ context.Context, want pages.Button) (bool, error) {
	_, ok := c.find(want)
	return ok && (c.state.Kind != pages.SignUp || c.release().Has(release.SignUpPageServices)), nil
}

// ProviderButton is how the button must look: by the service's settings and what
// the release makes of them (§9.1). Colours that the release ignores are unknown.
func (c *Chat) ProviderButton(_ context.Context, want pages.Button) (pages.ButtonLook, error) {
	s, ok := c.find(want)
	if !ok {
		return pages.ButtonLook{}, fmt.Errorf("reading the button of %s: there is none on %s", want.Service, c.agent.tab.describe())
	}
	look := pages.ButtonLook{Text: c.text(s.Key, s.Label), Title: title(s.Key)}
	if c.release().Has(release.ReactLoginPage) {
		if look.Title = ""; s.Label != "" && s.Label != title(s.Key) {
			look.Title = s.Label
		}
	}
	if c.release().Has(release.ButtonColours) {
		look.Background, look.Color = colour(s.Color), colour(s.LabelColor)
	}
	return look, nil
}

// colour is a setting in the one notation; "" if it is no colour, so that the
// theme's shows.
func colour(setting string) string {
	c, err := pages.ParseColor(setting)
	if err != nil {
		return ""
	}
	return c.String()
}

// OpenSignUp goes from the login page to the sign-up page.
func (c *Chat) OpenSignUp(ctx context.Context) error {
	if _, err := c.WaitState(ctx, pages.LoginForm); err != nil {
		return fmt.Errorf("going to the sign-up page: %w", err)
	}
	if form, known := c.settings["Accounts_RegistrationForm"].(string); known && form != "Public" {
		return fmt.Errorf("going to the sign-up page: the registration form is %q", form)
	}
	c.state = pages.State{Kind: pages.SignUp}
	return nil
}

// ButtonOnSignUp tells whether the sign-up page, which must be open, has the button.
func (c *Chat) ButtonOnSignUp(ctx context.Context, want pages.Button) (bool, error) {
	if _, err := c.WaitState(ctx, pages.SignUp); err != nil {
		return false, err
	}
	return c.HasProviderButton(ctx, want)
}
