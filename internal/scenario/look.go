package scenario

import (
	"context"
	"strings"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// button is the provider's button as the settings in force make it.
func (r *Run) button() pages.Button {
	return pages.Button{Service: r.configured.Service.Key, Label: r.setting("button-label-text")}
}

// loginStyle is the style in force: the scenario's own, or the guide's.
func (r *Run) loginStyle() string {
	return r.settingOr("login-style", "popup")
}

// racesLogins tells whether a login in redirect style races the making of the
// account (§14.3): with DDP going over REST only, which is the default.
func (r *Run) racesLogins() bool {
	over, changed := r.scenario.Workspace["API_Use_REST_For_DDP_Calls"]
	return r.Release().Has(release.RESTLoginRace) && (!changed || over == true)
}

// mapsUsername tells whether the service maps a user name.
func (r *Run) mapsUsername() bool { return r.setting("username-field") != "" }

// SeesTheProviderButton checks that the login page has the button.
func (p *Person) SeesTheProviderButton() {
	p.run.Check("the login page has the provider's button", func(ctx context.Context) error {
		there, err := p.chat.HasProviderButton(ctx, p.run.button())
		if err == nil && !there {
			return differs("the login page has no button of %s", p.run.configured.Service.Key)
		}
		return err
	})
}

// ReadsTheButtonText checks the text: the one that the guide sets or names in
// its verification, else Rocket.Chat's default.
func (p *Person) ReadsTheButtonText() {
	want := p.run.Guide().Button(p.run.Release()).Text
	if named := p.run.Guide().NamedButton(); named != nil {
		want = named.Button
	}
	p.run.Check("the button reads \""+want+"\"", func(ctx context.Context) error {
		look, err := p.chat.ProviderButton(ctx, p.run.button())
		if err == nil && look.Text != want {
			return differs("the button reads %q", look.Text)
		}
		return err
	})
}

// SeesTheButtonColours checks the computed colours. Where the page applies no
// colour settings they must not show either.
func (p *Person) SeesTheButtonColours() {
	p.unseen("the button's colours as they are drawn")
	p.run.Check("the button has the guide's colours", func(ctx context.Context) error {
		look, err := p.chat.ProviderButton(ctx, p.run.button())
		if err != nil {
			return err
		}
		want := p.run.Guide().Button(p.run.Release())
		if !p.run.Release().Has(release.ButtonColours) {
			return p.ignoresColours(look)
		}
		for _, c := range []struct{ what, got, want string }{
			{"background", look.Background, want.Color}, {"text", look.Color, want.TextColor},
		} {
			if colour, err := pages.ParseColor(c.want); err != nil || colour.String() != c.got {
				return differs("the button's %s is %s instead of %s", c.what, c.got, c.want)
			}
		}
		return nil
	})
}

// ignoresColours: between 5.4 and 7.0 the page draws an ordinary secondary
// button whatever the settings say (#33333). A guide that sets a colour is told.
func (p *Person) ignoresColours(look pages.ButtonLook) error {
	set, said := p.run.Guide().Setting("button-color")
	if !said {
		return nil
	}
	if colour, err := pages.ParseColor(set); err == nil && colour.String() == look.Background {
		return differs("the button has the colour %s, which this release is known to ignore", set)
	}
	p.run.Finding("button-color", "this release draws the button in its own colours, whatever the settings say (#33333)")
	return nil
}

// OpensTheSignUpPage goes there from the login page.
func (p *Person) OpensTheSignUpPage() {
	p.OpensTheLoginPage()
	p.unseen("the sign-up page as it is drawn")
	p.run.Step("she opens the sign-up page", p.chat.OpenSignUp)
}

// SeesTheProviderButtonOnTheSignUpPage checks the sign-up page. A release that
// draws none there breaks only a guide that promises one.
func (p *Person) SeesTheProviderButtonOnTheSignUpPage() {
	var there bool
	p.run.Check("she looks for the provider's button there", func(ctx context.Context) error {
		var err error
		there, err = p.chat.ButtonOnSignUp(ctx, p.run.button())
		if err == nil && !there && len(p.run.Guide().About(guide.TopicButtonOnSignUpPage)) > 0 {
			return differs("the sign-up page has no button of a provider")
		}
		return err
	})
	if !there {
		p.run.Unsupported("the sign-up page of this release shows no provider, and the guide promises none")
	}
}

// SeesAPopup checks that the provider's page comes up in a window of its own.
func (p *Person) SeesAPopup() {
	p.run.Check("the provider's page comes up in a popup", func(ctx context.Context) error {
		authorize := p.run.Guide().ProviderURL + p.run.setting("authorize-path")
		request, err := p.session.Await(ctx, "the request to "+authorize, func(x browser.Exchange) bool {
			return x.Type == "Document" && strings.HasPrefix(x.URL, authorize)
		})
		if err == nil && request.Page == p.session.TabID() {
			return differs("the tab itself goes to the provider; no popup opens")
		}
		return err
	})
}
