package scenario

import (
	"context"
	"runtime"
	"sync"

	"gonogo/internal/browser"
	"gonogo/internal/config"
	"gonogo/internal/stack"
)

// sessionsPerProcessor is how many people's browsers may be open for each
// processor: a scenario, of which there is one a processor, has at most two people.
const sessionsPerProcessor = 2

// lazyBrowser starts the one browser process of a run when the first scenario
// needs it.
type lazyBrowser struct {
	start func() (browser.Engine, error)

	once   sync.Once
	engine browser.Engine
	err    error
}

func newLazyBrowser(ctx context.Context, c config.Config, opener stack.Opener) *lazyBrowser {
	return &lazyBrowser{start: func() (browser.Engine, error) {
		return browser.Launch(context.WithoutCancel(ctx), c.Engine, browser.Options{
			ExecPath: c.Browser, Headful: c.Headful,
			TrustSPKI: opener.TrustSPKI(), ReachHosts: opener.ReachHosts(),
			PoolSize: sessionsPerProcessor * runtime.GOMAXPROCS(0),
		})
	}}
}

func (l *lazyBrowser) get() (browser.Engine, error) {
	l.once.Do(func() { l.engine, l.err = l.start() })
	return l.engine, l.err
}

func (l *lazyBrowser) close() error {
	if l.engine == nil {
		return nil
	}
	return l.engine.Close()
}
