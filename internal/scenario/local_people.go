package scenario

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/browser/pages"
	"gonogo/internal/provider"
	"gonogo/internal/release"
)

// NewPersonWho makes somebody who is new to Rocket.Chat and whose complete
// profile at the provider is changed before anybody sees it.
func (r *Run) NewPersonWho(change func(*provider.Person)) *Person {
	who := r.identity()
	who.Username, _, _ = strings.Cut(who.Login, "@")
	who.PublicProfile = true
	who.Claims = map[string]any{}
	change(&who)
	return r.enter(who)
}

// Changes changes the person's profile at the provider.
func (p *Person) Changes(what string, change func(*provider.Person)) {
	changed := p.Person
	changed.Claims = maps.Clone(changed.Claims)
	change(&changed)
	p.run.Step("she changes "+what+" at the provider", func(ctx context.Context) error {
		if err := p.run.stack.Provider().Put(ctx, changed); err != nil {
			return err
		}
		p.Person = changed
		return nil
	})
}

// Leaves takes the person, and the account that she was let in to, away before
// the scenario ends.
func (p *Person) Leaves() {
	p.run.Step("she leaves", func(ctx context.Context) error {
		p.run.people = slices.DeleteFunc(p.run.people, func(other *Person) bool { return other == p })
		return p.leave(ctx)
	})
}

// TakesAFreshBrowser forgets every session, at the provider too.
func (p *Person) TakesAFreshBrowser() {
	p.run.Step("she takes a fresh browser", func(ctx context.Context) error {
		if err := p.session.Close(); err != nil {
			return err
		}
		return p.openBrowser(ctx)
	})
}

// TriesToLogIn is a whole login attempt, from the login page on, whose end must
// look to the person as the release shows that fate.
func (p *Person) TriesToLogIn(l *Local, fate Fate) {
	p.OpensTheLoginPage()
	p.ClicksTheProviderButton()
	p.SignsIn()
	p.SeesWhatTheReleaseShows(l, fate)
}

// SeesWhatTheReleaseShows checks the end of the running attempt: where the
// person is, and which message she reads, if any.
func (p *Person) SeesWhatTheReleaseShows(l *Local, fate Fate) {
	want := p.run.shown(l, fate)
	p.run.Check(strings.Join(want, ", or "), func(ctx context.Context) error {
		_, ending, err := p.ending(ctx)
		if err != nil {
			return err
		}
		if !slices.Contains(want, ending) {
			return differs("%s", ending)
		}
		return nil
	})
	if fate.Refusal == "" && !fate.Elsewhere {
		p.IsLetInto(l)
	}
}

// IsLetInto checks whose session the browser holds.
func (p *Person) IsLetInto(l *Local) {
	p.run.Check("it is that account that she is let in to", func(ctx context.Context) error {
		if err := p.noteAccount(ctx); err != nil {
			return err
		}
		if p.account != l.user.ID {
			return differs("she has an account of her own beside the local one")
		}
		return nil
	})
}

// shown are the ways in which a release may show the end of a login.
func (r *Run) shown(l *Local, fate Fate) []string {
	races := r.racesLogins() && r.loginStyle() == "redirect"
	switch {
	case fate.Refusal != "":
		return []string{words(pages.State{Kind: pages.LoginForm, Message: r.message(l, fate.Refusal)})}
	case races && fate.Elsewhere: // §14.3: the account is made, the login fails
		return []string{words(pages.State{Kind: pages.LoginForm})}
	case races: // "later ones mostly on a blank page"
		return []string{words(pages.State{Kind: pages.Blank}), words(pages.State{Kind: pages.Home})}
	case fate.Wiped && !fate.Elsewhere:
		return []string{words(pages.State{Kind: pages.ResetPassword})}
	case fate.Elsewhere && !r.mapsUsername(), !fate.Elsewhere && l.user.Username == "":
		return []string{words(pages.State{Kind: pages.RegisterUsername})}
	}
	return []string{words(pages.State{Kind: pages.Home})}
}

// message is what the login page says about a refusal: nothing in redirect
// style (§7.3, §14.5), nothing of a masked error, and of the others what the
// release's page prints (§5.6, §9.2).
func (r *Run) message(l *Local, why Refusal) string {
	if r.loginStyle() == "redirect" {
		return ""
	}
	masked := r.Release().Has(release.MaskedLoginErrors)
	switch {
	case why == NotActivated:
		return r.notActivated()
	case r.Release().Has(release.LoginErrorToast):
		return r.reason(l, why)
	case r.Release().Has(release.LoginErrorReason) && !masked && why == UserExists:
		return r.reason(l, why) // the others have numbers as codes, which the page drops
	}
	return ""
}

// notActivated is the one refusal that the login's last check makes: it is
// never masked, and a page that knows error ids has a text for it.
func (r *Run) notActivated() string {
	switch {
	case r.Release().Has(release.LoginErrorToast):
		return "User is not activated"
	case r.Release().Has(release.LoginErrorKnownIDs), r.Release().Has(release.LoginErrorReason):
		return "Before you can login, your account must be manually activated by an administrator."
	}
	return ""
}

// reason is the server's text.
func (r *Run) reason(l *Local, why Refusal) string {
	switch why {
	case UserExists:
		return fmt.Sprintf("User with username %s already exists", l.user.Username)
	case UsernameTaken:
		return "Username already exists."
	default:
		return "Email already exists."
	}
}

// LogsInForTheFirstTime is a login that makes an account, up to where the
// release and the guide's settings take it: home, the page that asks for a user
// name, or, where the first login by redirect is lost (§14.3), the login page.
func (p *Person) LogsInForTheFirstTime() {
	p.OpensTheLoginPage()
	p.ClicksTheProviderButton()
	p.SignsIn()
	p.SeesWhatTheReleaseShows(nil, Fate{Elsewhere: true})
}
