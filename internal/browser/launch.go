package browser

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gonogo/internal/browser/chromedpengine"
	"gonogo/internal/browser/chromium"
	"gonogo/internal/browser/devtools"
	"gonogo/internal/browser/rodengine"
)

// Options shape an engine.
type Options struct {
	// ExecPath is the browser's program; empty: [Find] decides.
	ExecPath string
	// Headful shows windows; it needs a display.
	Headful bool
	// TrustSPKI lists base64 SHA-256 hashes of public keys whose certificates are
	// accepted: a server's own, or that of a CA whose certificate the server
	// sends along in its chain.
	TrustSPKI []string
	// ReachHosts are names that resolve besides loopback in sessions without a proxy.
	ReachHosts []string
	// PoolSize bounds the sessions that are open at the same time; 0: no bound.
	// NewSession waits for its turn.
	PoolSize int
	// Logf receives notes on what the engine does; nil: none.
	Logf func(format string, args ...any)
}

// Names lists the engines in the order in which they should be offered.
func Names() []string { return []string{chromedpengine.Name, rodengine.Name} }

// Launch starts one browser process driven by the named engine. The process
// ends with ctx; Close is needed all the same.
func Launch(ctx context.Context, name string, o Options) (Engine, error) {
	open, err := opener(name)
	if err != nil {
		return nil, err
	}
	path := o.ExecPath
	if path == "" {
		if path, err = chromium.Find(ctx, o.Headful); err != nil {
			return nil, err
		}
	}
	process, err := chromium.Start(ctx, path, chromium.Options{
		Headful: o.Headful, TrustSPKI: o.TrustSPKI, ReachHosts: o.ReachHosts,
	})
	if err != nil {
		return nil, err
	}
	e, err := connect(ctx, name, open, process, o)
	if err != nil {
		closing := process.Close() // what the browser has printed is complete then
		return nil, errors.Join(fmt.Errorf("connecting %s to %s: %w%s", name, path, err, printed(process)), closing)
	}
	return e, nil
}

// printed is the end of what a browser has printed, as a clause.
func printed(p *chromium.Process) string {
	if output := p.Output(); output != "" {
		return "; it has printed: " + output
	}
	return ""
}

func opener(name string) (devtools.Opener, error) {
	switch name {
	case chromedpengine.Name:
		return chromedpengine.Open, nil
	case rodengine.Name:
		return rodengine.Open, nil
	}
	return nil, fmt.Errorf("unknown browser engine %q: known are %s", name, strings.Join(Names(), ", "))
}
