package scenario

import (
	"context"
	"runtime"
	"sync"

	"gonogo/internal/browser"
	"gonogo/internal/config"
	"gonogo/internal/protocol"
	"gonogo/internal/stack"
)

// sessionsPerProcessor is how many people's browsers may be open for each
// processor: a scenario, of which there is one a processor, has at most two people.
const sessionsPerProcessor = 2

// engineName is the engine that plays a scenario. One that checks no page is
// played over HTTP where the provider's pages are gonogo's own: real ones may be
// made by scripts, which need a browser.
func (su *Suite) engineName(s Scenario) string {
	if s.Breadth && su.config.Stack == "embedded" {
		return protocol.Name
	}
	return su.config.Engine
}

// engine is that engine, started.
func (su *Suite) engine(s Scenario) (engine, error) {
	if su.engineName(s) == protocol.Name {
		return protocolEngine{}, nil
	}
	return su.browser.get()
}

// lazyBrowser starts the one browser process of a run when the first scenario
// needs it.
type lazyBrowser struct {
	start func() (engine, error)

	once   sync.Once
	engine engine
	err    error
}

func newLazyBrowser(ctx context.Context, c config.Config, opener stack.Opener) *lazyBrowser {
	return &lazyBrowser{start: func() (engine, error) {
		launched, err := browser.Launch(context.WithoutCancel(ctx), c.Engine, browser.Options{
			ExecPath: c.Browser, Headful: c.Headful,
			TrustSPKI: opener.TrustSPKI(), ReachHosts: opener.ReachHosts(),
			PoolSize: sessionsPerProcessor * runtime.GOMAXPROCS(0),
		})
		if err != nil {
			return nil, err
		}
		return browserEngine{launched}, nil
	}}
}

func (l *lazyBrowser) get() (engine, error) {
	l.once.Do(func() { l.engine, l.err = l.start() })
	return l.engine, l.err
}

func (l *lazyBrowser) close() error {
	if l.engine == nil {
		return nil
	}
	return l.engine.Close()
}

// Engines are the words of GONOGO_ENGINE.
func Engines() []string { return append(browser.Names(), protocol.Name) }
