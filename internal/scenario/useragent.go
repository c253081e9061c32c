package scenario

import (
	"context"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/evidence"
)

// engine gives people what they go online with: a browser process, or the
// protocol engine.
type engine interface {
	// Version is the product that reports name.
	Version() string
	// open gives a person a user agent that knows nobody.
	open(ctx context.Context, r *Run) (userAgent, error)
	Close() error
}

// userAgent is what a person goes online with. It has a tab with Rocket.Chat and,
// in popup style, a popup; what it asks for is recorded.
type userAgent interface {
	// Chat is Rocket.Chat in the tab.
	Chat() chat
	// Address is what the tab's address bar shows, TabID the tab's name in the record.
	Address(ctx context.Context) (string, error)
	TabID() string
	// StartLogin clicks the provider's button. If a popup is expected, that is
	// where the person goes on.
	StartLogin(ctx context.Context, button pages.Button, popup bool) error
	HasPopup() bool
	// StartBlocked clicks the button while the browser blocks popups, until the page
	// is loaded again, and tells the error of the page that comes of it.
	StartBlocked(ctx context.Context, button pages.Button) (string, error)
	// SecondTab is another tab of the same browser, which is closed with it.
	SecondTab(ctx context.Context) (userAgent, error)
	// Provider is the provider in the window of the running login attempt.
	Provider() (pages.Provider, error)
	// Carry hands the person an authenticator app, for the provider's question.
	Carry(pages.Authenticator)
	// Arrived waits, on the provider's login page, for what Rocket.Chat makes of a
	// popup that this page has cut off.
	Arrived(ctx context.Context) error
	// Guard does something at the provider, and gives it up with errFormBlocked
	// when the page's policy blocks its form.
	Guard(ctx context.Context, do func(context.Context) error) error
	// WalkAway closes the popup, or goes back from the provider's page.
	WalkAway(ctx context.Context) error
	// AwaitLogin waits for the answer to Rocket.Chat's login call, Outcome for
	// what the person sees then. gaveUp: Rocket.Chat's page has called because the
	// popup was cut off, before the person had signed in.
	AwaitLogin(ctx context.Context) error
	Outcome(ctx context.Context) (state pages.State, gaveUp bool, err error)
	// Since are the requests since the running login attempt began; Await, below,
	// waits for one of them.
	Since() []browser.Exchange
	// Exchanges are all requests of all windows, in the order in which they started.
	Exchanges() []browser.Exchange
	// Console is what pages have printed to the console since then.
	Console() []string
	// Visit opens an address in the window of the running login attempt, as if the
	// page there had led to it, and waits until Rocket.Chat has answered.
	Visit(ctx context.Context, address string) error
	Await(ctx context.Context, what string, match func(browser.Exchange) bool) (browser.Exchange, error)
	// Shows tells whether this is a browser, which shows pages as they are.
	Shows() bool
	// Keep writes what there is to look at afterwards.
	Keep(ctx context.Context, into *evidence.Collector, folder string, made evidence.Creator) error
	Close() error
}

// chat is Rocket.Chat as a person meets it: see [pages.RocketChat], whose methods
// these are.
type chat interface {
	Open(ctx context.Context, baseURL string) error
	OpenSignUp(ctx context.Context) error
	HasProviderButton(ctx context.Context, want pages.Button) (bool, error)
	ButtonOnSignUp(ctx context.Context, want pages.Button) (bool, error)
	ProviderButton(ctx context.Context, want pages.Button) (pages.ButtonLook, error)
	WaitState(ctx context.Context, kinds ...pages.Kind) (pages.State, error)
	RegisterUsername(ctx context.Context, name string) error
	SuggestedUsername(ctx context.Context) (string, error)
	Session(ctx context.Context) (storedLogin, error)
	OpenProfile(ctx context.Context) error
	Field(ctx context.Context, f pages.ProfileField) (pages.FieldLook, error)
	Change(ctx context.Context, f pages.ProfileField, value string) (pages.SaveAnswer, error)
	LogOut(ctx context.Context) error
}

// storedLogin is the login that a user agent keeps (§9.4).
type storedLogin struct {
	UserID    string // "" when nobody is logged in
	Token     loginToken
	CookieUID string // cookie rc_uid
}

// loginToken is a token that does not print itself.
type loginToken interface {
	Present() bool
	Reveal() string
}

// failure is an error that can be a constant: what happened instead of a step.
type failure string

// Error satisfies the error interface.
func (f failure) Error() string { return string(f) }

// What can stop a login attempt before it ends.
const (
	errFormBlocked = failure("the browser blocks the provider's form, whose Content-Security-Policy lets it lead to https only")
	errDeadButton  = failure("a click on the provider's button does nothing")
)

// unseen reports a check that only a browser can make. It never counts as passed.
func (p *Person) unseen(what string) {
	if !p.session.Shows() {
		p.run.unobserved(what + " (no browser)")
	}
}
