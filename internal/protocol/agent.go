// Package protocol is a person's user agent without a browser. It takes the same
// steps over HTTP only: it keeps cookies, follows redirects one by one, fills the
// forms of a provider's pages or answers its flow's challenges, and does what the
// web client of a Rocket.Chat release does during a login (§3.1, §7). Rocket.Chat
// and providers are as real as for a browser; what a page would show is derived
// from what is on the wire and from what is known of the release.
//
// What can only be seen is not derived: scripts of a provider, colours as drawn,
// what a browser stores. Whoever uses this package reports those as unobserved.
//
// Sections (§) are those of the behavioural specification of custom OAuth.
package protocol

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
)

// Name is the word that GONOGO_ENGINE uses.
const Name = "protocol"

// Version is what reports print in place of a browser's product.
const Version = "gonogo-protocol/1.0"

// Options shape an agent.
type Options struct {
	// Transport reaches Rocket.Chat and the provider by name; nil: the default one.
	Transport http.RoundTripper
	// Release is the one that runs there.
	Release release.Release
	// Guide is the id of the provider's guide, which says what its pages are like.
	Guide string
	// ProviderURL is any address of the provider: only its origin counts.
	ProviderURL string
}

// Agent is one person's user agent: a tab with Rocket.Chat and, in popup style,
// a popup. It is not safe for concurrent use.
type Agent struct {
	options  Options
	provider *url.URL
	form     form
	http     *http.Client
	record   *record
	tab      *window
	popup    *window // of the running login attempt; nil in redirect style
	windows  int     // popups so far
	chat     *Chat
	attempt  *attempt
	app      pages.Authenticator // nil: the person has none
	nap      *nap                // nil: the computer stays awake

	// ends tells where a way ends that does not lead into Rocket.Chat, see [Visit];
	// nil: nowhere.
	ends func(navigation) bool

	// left is what sessionStorage keeps while the tab is away at a provider: the
	// credential token of the attempt (§7.3). Empty: it has not left.
	left string
	// secrets are those that callbacks have handed over, by credential token.
	secrets map[string]string
}

// New makes an agent that knows nobody.
func New(o Options) (*Agent, error) {
	provider, err := url.Parse(o.ProviderURL)
	if err != nil || provider.Host == "" {
		return nil, fmt.Errorf("address of the provider %s: %q has no host", o.Guide, o.ProviderURL)
	}
	form, err := formOf(o.Guide)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		return nil, fmt.Errorf("making a cookie jar: %w", err)
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	a := &Agent{options: o, provider: provider, form: form, record: &record{next: o.Transport}, secrets: map[string]string{}}
	a.http = &http.Client{Transport: a.record, Jar: jar, CheckRedirect: followNone}
	a.tab = &window{id: "page-1"}
	a.chat = &Chat{agent: a}
	return a, nil
}

// followNone leaves every redirect to the agent.
func followNone(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Carry hands the person an authenticator app, whose codes answer a provider's
// question for a second factor.
func (a *Agent) Carry(app pages.Authenticator) { a.app = app }

// code is what the app shows now.
func (a *Agent) code() (string, error) {
	if a.app == nil {
		return "", pages.ErrNoCode
	}
	return a.app()
}

// Chat is Rocket.Chat in the agent's tab.
func (a *Agent) Chat() *Chat { return a.chat }

// Address is what the tab's address bar shows.
func (a *Agent) Address() string {
	if a.tab.url == nil {
		return "about:blank"
	}
	return a.tab.url.String()
}

// TabID is the tab's name in the record.
func (a *Agent) TabID() string { return a.tab.id }

// HasPopup tells whether the running login attempt has opened a window of its own.
func (a *Agent) HasPopup() bool { return a.popup != nil }

// window is where the provider's pages are: the popup, or the tab itself.
func (a *Agent) window() *window {
	if a.popup != nil {
		return a.popup
	}
	return a.tab
}

// WalkAway closes the popup, or leaves the provider's page by the back button.
func (a *Agent) WalkAway(ctx context.Context) error {
	if a.popup != nil {
		a.popup.closed = true
		return a.openerLooks(ctx)
	}
	previous, ok := a.tab.back()
	if !ok {
		return errors.New("going back: there is no earlier page")
	}
	if err := a.visit(ctx, a.tab, previous); err != nil {
		return fmt.Errorf("going back: %w", err)
	}
	return nil
}

// atChat tells whether an address is one of the workspace's.
func (a *Agent) atChat(u *url.URL) bool {
	return a.chat.base != nil && sameOrigin(u, a.chat.base) &&
		strings.HasPrefix(u.Path+"/", strings.TrimSuffix(a.chat.base.Path, "/")+"/")
}
