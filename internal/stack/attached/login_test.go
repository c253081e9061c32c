package attached_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/browser/pages"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/stack"
	"gonogo/internal/stack/attached"
)

// logIn takes somebody through the provider into Rocket.Chat, in a browser that
// trusts what the workspace says.
func logIn(t *testing.T, a *attached.Workspace, s stack.Stack, ada provider.Person) {
	t.Helper()
	setRedirect(t, s)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	engine, err := browser.Launch(ctx, "chromedp", browser.Options{TrustSPKI: a.TrustSPKI(), ReachHosts: a.ReachHosts()})
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	session, err := engine.NewSession(ctx, browser.SessionOptions{})
	require.NoError(t, err)
	page, err := session.NewPage(ctx)
	require.NoError(t, err)

	chat := pages.NewRocketChat(page, s.Release())
	require.NoError(t, chat.Open(ctx, s.RocketChatURL()))
	require.NoError(t, chat.ClickProvider(ctx, pages.Button{Service: guide.NewService(s.Guide().Service).Key}))
	id, err := pages.ForProvider(s.Guide().ID, page, s.Guide().ProviderURL)
	require.NoError(t, err)
	require.NoError(t, id.SignIn(ctx, ada.Login, ada.Password))
	_, err = chat.WaitState(ctx, pages.Home)
	require.NoError(t, err)
}
