package web_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// deadline ends a test whose page never gets where it should.
const deadline = 60 * time.Second

// chromium is the browser's path. It is a prerequisite of the project's tests.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	require.Fail(t, "no Chromium: install chromium, or see make setup")
	return ""
}

// tab is a page of a browser of its own.
type tab struct {
	t   *testing.T
	ctx context.Context
	url string
}

// open starts a browser and shows a path of the server.
func (s *server) open(t *testing.T, path string, options ...chromedp.ExecAllocatorOption) tab {
	t.Helper()
	options = append(chromedp.DefaultExecAllocatorOptions[:], append(options,
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.WindowSize(1280, 800))...)
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	p := tab{t: t, ctx: ctx, url: s.URL + s.prefix}
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(p.url+path)))
	return p
}

func (p tab) click(selector string) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)), selector)
}

// fill types text into a field in place of what is there.
func (p tab) fill(selector, text string) {
	p.t.Helper()
	p.see(selector)
	eval[any](p, "document.querySelector(`"+selector+"`).select()")
	require.NoError(p.t, chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS(selector), text)), selector)
}

// wait waits until the expression is true, across navigations.
func (p tab) wait(expression string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool](expression))
	if err != nil {
		p.shot("failed-" + filepath.Base(p.t.Name()))
	}
	require.NoError(p.t, err, expression)
}

// see waits for an element.
func (p tab) see(selector string) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, chromedp.WaitVisible(chromedp.CSS(selector))), selector)
}

// eval evaluates an expression.
func eval[T any](p tab, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	require.NoError(p.t, err, expression)
	return value
}

// text is the rendered text of an element.
func (p tab) text(selector string) string {
	p.t.Helper()
	p.see(selector)
	return eval[string](p, "document.querySelector(`"+selector+"`).innerText.trim()")
}

// style is a computed property of an element.
func (p tab) style(selector, property string) string {
	p.t.Helper()
	p.see(selector)
	return eval[string](p, "getComputedStyle(document.querySelector(`"+selector+"`)).getPropertyValue('"+property+"')")
}

// shot keeps a picture of the page with the test's artifacts.
func (p tab) shot(name string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	require.NoError(p.t, err)
	require.NoError(p.t, os.WriteFile(filepath.Join(p.t.ArtifactDir(), name+".png"), png, 0o600))
}

func (p tab) reload() error { return chromedp.Do(p.ctx, chromedp.Reload()) }
