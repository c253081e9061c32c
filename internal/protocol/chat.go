package protocol

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gonogo/internal/browser/pages"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// Chat is Rocket.Chat in the tab: what its page knows, and what a person would
// see on it.
type Chat struct {
	agent    *Agent
	base     *url.URL // the workspace's address
	settings map[string]any
	services []service // with a button, in the page's order
	login    Session
	state    pages.State
}

func (c *Chat) release() release.Release { return c.agent.options.Release }

// rest is an anonymous client of the same server, recorded as the page's requests.
func (c *Chat) rest() *rocketchat.Client { return rocketchat.New(c.base.String(), c.agent.http) }

// Open goes to the workspace. What the page did before is over.
func (c *Chat) Open(ctx context.Context, baseURL string) error {
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" {
		return fmt.Errorf("opening Rocket.Chat: %q is no address", baseURL)
	}
	if base.Path == "" {
		base.Path = "/"
	}
	a := c.agent
	a.attempt, c.base = nil, base
	if err := a.visit(ctx, a.tab, base); err != nil {
		return fmt.Errorf("opening Rocket.Chat: %w", err)
	}
	_, err = c.WaitState(ctx, pages.LoginForm, pages.Home, pages.RegisterUsername, pages.ResetPassword, pages.TwoFactor)
	return err
}

// start does what the page does when it is loaded.
func (c *Chat) start(ctx context.Context) error {
	w := c.agent.tab
	if w.status != http.StatusOK || w.root == nil {
		return fmt.Errorf("%s is no page of Rocket.Chat", w.describe())
	}
	c.state = pages.State{}
	c.replaceRoot(w)
	if err := c.load(as(ctx, w.id, "Fetch")); err != nil {
		return err
	}
	if c.agent.left != "" {
		return c.returns(ctx)
	}
	return c.enter(ctx)
}

// replaceRoot: the page replaces "/" by "/home" in the address bar (observed §J).
func (c *Chat) replaceRoot(w *window) {
	if strings.TrimSuffix(w.url.Path, "/") == strings.TrimSuffix(c.base.Path, "/") {
		home := c.base.JoinPath("home")
		w.url, w.history[len(w.history)-1] = home, home
	}
}

// load reads what the page knows from then on: it does not follow changes
// (observed §J).
func (c *Chat) load(ctx context.Context) error {
	settings, err := c.rest().PublicSettings(ctx, "API_Use_REST_For_DDP_Calls", "Accounts_ShowFormLogin", "Accounts_RegistrationForm")
	if err != nil {
		return fmt.Errorf("reading Rocket.Chat's public settings: %w", err)
	}
	offered, err := c.rest().OAuthServices(ctx)
	if err != nil {
		return fmt.Errorf("reading Rocket.Chat's login services: %w", err)
	}
	c.settings, c.services = settings, nil
	for _, document := range offered {
		if s, ok := readService(document); ok {
			c.services = append(c.services, s)
		}
	}
	slices.SortFunc(c.services, func(a, b service) int { return strings.Compare(a.Key, b.Key) })
	return nil
}

// enter shows the page of whoever is logged in.
func (c *Chat) enter(ctx context.Context) error {
	me, err := c.account(ctx)
	if err == nil {
		c.settle(me)
	}
	return err
}

// settle is what an account sees (§9.2 to §9.4).
func (c *Chat) settle(me *rocketchat.User) {
	switch {
	case me == nil:
		c.state = pages.State{Kind: pages.LoginForm}
	case me.RequirePasswordChange:
		c.state = pages.State{Kind: pages.ResetPassword}
	case me.Username == "":
		c.state = pages.State{Kind: pages.RegisterUsername}
	default:
		c.state = pages.State{Kind: pages.Home}
	}
}

// on is a public setting that is on unless the server says otherwise.
func (c *Chat) on(setting string) bool {
	value, known := c.settings[setting].(bool)
	return value || !known
}

// overREST tells whether the web client calls methods over REST.
func (c *Chat) overREST() bool { return c.on("API_Use_REST_For_DDP_Calls") }

// State is what the person sees now.
func (c *Chat) State(context.Context) (pages.State, error) { return c.state, nil }

// WaitState checks that the person sees one of the kinds. Nothing changes while
// one waits here.
func (c *Chat) WaitState(_ context.Context, kinds ...pages.Kind) (pages.State, error) {
	if c.agent.tab.url == nil || !c.agent.atChat(c.agent.tab.url) {
		return pages.State{}, fmt.Errorf("waiting for Rocket.Chat: the person is on %s", c.agent.tab.describe())
	}
	if !slices.Contains(kinds, c.state.Kind) {
		return pages.State{}, fmt.Errorf("waiting for %v in Rocket.Chat: the person sees the page %q", kinds, c.state.Kind)
	}
	return c.state, nil
}

// RegisterUsername chooses a user name on the page that demands one (§9.3).
func (c *Chat) RegisterUsername(ctx context.Context, name string) error {
	if _, err := c.WaitState(ctx, pages.RegisterUsername); err != nil {
		return fmt.Errorf("choosing the user name: %w", err)
	}
	_, refused, err := c.method(ctx, "method.call", "setUsername", name)
	if err != nil {
		return fmt.Errorf("choosing the user name: %w", err)
	}
	if refused != nil {
		c.state.Message = usernameRefusal(refused, name)
		return nil
	}
	return c.enter(ctx)
}

// SuggestedUsername is the user name that the page suggests.
func (c *Chat) SuggestedUsername(ctx context.Context) (string, error) {
	if _, err := c.WaitState(ctx, pages.RegisterUsername); err != nil {
		return "", fmt.Errorf("reading the suggested user name: %w", err)
	}
	raw, err := c.get(ctx, "/api/v1/users.getUsernameSuggestion")
	if err != nil {
		return "", fmt.Errorf("reading the suggested user name: %w", err)
	}
	var answer struct {
		Result string `json:"result"`
	}
	if json.Unmarshal(raw, &answer) != nil || answer.Result == "" {
		return "", sentence("Rocket.Chat suggests no user name")
	}
	return answer.Result, nil
}

// get reads an endpoint as the person.
func (c *Chat) get(ctx context.Context, path string) ([]byte, error) {
	address := strings.TrimSuffix(c.base.String(), "/") + path
	request, err := http.NewRequestWithContext(as(ctx, c.agent.tab.id, "Fetch"), http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-User-Id", c.login.UserID)
	request.Header.Set("X-Auth-Token", c.login.Token.Reveal())
	answer, err := c.agent.send(request)
	return answer.body, err
}
