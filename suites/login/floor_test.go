package login_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/browser/chromedpengine"
	"gonogo/internal/browser/chromium"
	"gonogo/internal/browser/devtools"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

// floorScript does in a page what comes next of a login, and says so: it clicks by
// script, as soon as something is there.
//
//go:embed testdata/floor.js
var floorScript string

// BenchmarkFloor measures what the browser itself takes for the login of
// BenchmarkLogin: the same pages of the same simulator, in the same browser, visited
// by a bare script over the DevTools protocol. It listens to no event, records
// nothing, waits for no frame and moves no mouse.
func BenchmarkFloor(b *testing.B) {
	s, site := floorStack(b)
	c := floorBrowser(b, site.TrustSPKI())
	for n := range warm {
		_, err := c.login(b, s, fmt.Sprintf("warm%d", n))
		require.NoError(b, err)
	}
	var took []time.Duration
	for b.Loop() {
		for range logins {
			d, err := c.login(b, s, fmt.Sprintf("ada%d", len(took)))
			require.NoError(b, err)
			took = append(took, d)
		}
	}
	reportPercentiles(b, took)
}

// floorStack is a stack configured as authentik's guide says.
func floorStack(b *testing.B) (stack.Stack, *simulator.Site) {
	b.Helper()
	g, err := guide.Load(fixtures.Files, measuredGuide)
	require.NoError(b, err)
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(b, err)
	r, err := catalogue.Resolve(catalogue.Default)
	require.NoError(b, err)
	site, err := simulator.NewSite()
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, site.Close(context.WithoutCancel(b.Context()))) })
	s, err := site.Open(b.Context(), simulator.Options{Guide: g, Release: r})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, s.Close(context.WithoutCancel(b.Context()))) })
	_, err = stack.Configure(b.Context(), s)
	require.NoError(b, err)
	return s, site
}

// commander sends commands to a browser.
type commander struct{ devtools.Conn }

func floorBrowser(b *testing.B, trust []string) commander {
	b.Helper()
	path, err := chromium.Find(b.Context(), false)
	require.NoError(b, err)
	process, err := chromium.Start(b.Context(), path, chromium.Options{TrustSPKI: trust})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, process.Close()) })
	conn, err := chromedpengine.Open(process.Pipe(), func(devtools.Event) {})
	require.NoError(b, err)
	b.Cleanup(func() { _ = conn.Close() }) // the browser may be quicker
	return commander{conn}
}

// login is one login of a new person, from a clean context to /api/v1/me.
func (c commander) login(b *testing.B, s stack.Stack, name string) (time.Duration, error) {
	b.Helper()
	ada := provider.Person{Login: name, Password: "secret-of-" + name, Email: name + "@people.example", Name: name}
	if err := s.Provider().Put(b.Context(), ada); err != nil {
		return 0, err
	}
	start := time.Now()
	var browserContext struct{ BrowserContextID string }
	if err := c.do(b.Context(), "", "Target.createBrowserContext", map[string]any{"proxyServer": s.Proxy()}, &browserContext); err != nil {
		return 0, err
	}
	id := map[string]any{"browserContextId": browserContext.BrowserContextID}
	session, err := c.tab(b.Context(), browserContext.BrowserContextID)
	if err != nil {
		return 0, err
	}
	if err := c.through(b.Context(), session, s, ada); err != nil {
		return 0, err
	}
	took := time.Since(start)
	return took, c.do(b.Context(), "", "Target.disposeBrowserContext", id, nil)
}

// tab opens a tab in a context and returns its session.
func (c commander) tab(ctx context.Context, browserContext string) (string, error) {
	var target struct{ TargetID string }
	empty := map[string]any{"url": "about:blank", "browserContextId": browserContext}
	if err := c.do(ctx, "", "Target.createTarget", empty, &target); err != nil {
		return "", err
	}
	var session struct{ SessionID string }
	err := c.do(ctx, "", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	return session.SessionID, err
}

// through visits the pages of a login. A script ends with its page: the next one
// gets it again.
func (c commander) through(ctx context.Context, session string, s stack.Stack, ada provider.Person) error {
	if err := c.do(ctx, session, "Page.navigate", map[string]any{"url": s.RocketChatURL()}, nil); err != nil {
		return err
	}
	arguments, err := json.Marshal(map[string]string{
		"home": s.RocketChatURL(), "service": s.Guide().Service, "login": ada.Login, "password": ada.Password,
	})
	if err != nil {
		return err
	}
	evaluate := map[string]any{"expression": floorScript + "(" + string(arguments) + ")", "awaitPromise": true, "returnByValue": true}
	for ctx.Err() == nil {
		var answer struct{ Result struct{ Value string } }
		err := c.do(ctx, session, "Runtime.evaluate", evaluate, &answer)
		if refused, is := errors.AsType[*devtools.Error](err); err != nil && (!is || refused.Code == 0) {
			return err
		}
		if answer.Result.Value == "known" {
			return nil
		}
	}
	return ctx.Err()
}

// do sends a command and reads its answer.
func (c commander) do(ctx context.Context, session, method string, parameters map[string]any, into any) error {
	raw, err := json.Marshal(parameters)
	if err != nil {
		return err
	}
	reply := <-c.Start(ctx, session, method, raw)
	if reply.Err != nil || into == nil {
		return reply.Err
	}
	return json.Unmarshal(reply.Result, into)
}
