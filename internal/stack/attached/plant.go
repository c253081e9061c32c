package attached

import (
	"context"
	"errors"
	"net/url"

	"gonogo/internal/provider"
	"gonogo/internal/stack/fault"
)

// Plant implements fault.Planter. An emulator fails itself; Refused shuts its
// port for the whole host, and ends connections for one endpoint. A live provider
// is never touched: Rocket.Chat is to go a detour through this process, which
// Planted.Settings lead to.
func (s *Stack) Plant(ctx context.Context, f fault.Fault) (fault.Planted, error) {
	if err := f.Check(); err != nil {
		return fault.Planted{}, err
	}
	if f.Kind == fault.Untrusted {
		return fault.Planted{}, &fault.CannotError{Fault: f, Reason: "what this Rocket.Chat trusts is decided where it runs, and gonogo is a guest there"}
	}
	paths, err := fault.PathsOf(s.guide, pictures(s.provider))
	if err != nil {
		return fault.Planted{}, err
	}
	if s.emulator == nil {
		return s.divert(ctx, f, paths)
	}
	mend, err := s.emulator.Break(f, paths)
	if err != nil {
		return fault.Planted{}, err
	}
	if f != (fault.Fault{Kind: fault.Refused}) {
		return fault.Planted{Mend: func(context.Context) error { mend(); return nil }}, nil
	}
	return fault.Planted{Mend: func(ctx context.Context) error {
		mend()
		return s.door.open(ctx)
	}}, s.door.shut()
}

func pictures(p provider.Provider) string {
	if gallery, ok := p.(provider.Gallery); ok {
		return gallery.Pictures()
	}
	return ""
}

// divert plants at a live provider.
func (s *Stack) divert(ctx context.Context, f fault.Fault, paths fault.Paths) (fault.Planted, error) {
	to, err := url.Parse(s.guide.ProviderURL)
	if err != nil {
		return fault.Planted{}, err
	}
	if reason := s.cannotDivert(f, to); reason != "" {
		return fault.Planted{}, &fault.CannotError{Fault: f, Reason: reason}
	}
	if f.Kind == fault.Refused {
		return s.wallUp(ctx, f, to, paths)
	}
	d, err := newDetour(ctx, to)
	if err != nil {
		return fault.Planted{}, err
	}
	mend, err := d.layer.Break(f, paths)
	if err != nil {
		return fault.Planted{}, errors.Join(err, d.close())
	}
	s.onClose(d.close)
	// The detour goes on until the stack is closed: settings that still lead there
	// lead to a healthy provider.
	return fault.Planted{
		Settings: leading(f.Endpoint, d.origin, paths),
		Mend:     func(context.Context) error { mend(); return nil },
	}, nil
}

// cannotDivert says why no detour leads to the provider; empty if one does.
func (s *Stack) cannotDivert(f fault.Fault, to *url.URL) string {
	chat, err := url.Parse(s.workspace.url)
	switch {
	case f.Endpoint == fault.Picture:
		return "the pictures of a live provider's people lie where it has put them"
	case to.Scheme != "http" || !loopback(to.Hostname()):
		return "a detour to a live provider leads through this process, which needs a provider at a plain http address of this machine"
	case err != nil || !loopback(chat.Hostname()):
		return "a detour to a live provider leads through this process, which needs a Rocket.Chat on this machine"
	}
	return ""
}

// wallUp leads Rocket.Chat to where nobody listens.
func (s *Stack) wallUp(ctx context.Context, f fault.Fault, to *url.URL, paths fault.Paths) (fault.Planted, error) {
	w, err := newWall(ctx, to.Hostname())
	if err != nil {
		return fault.Planted{}, err
	}
	s.onClose(w.close)
	return fault.Planted{
		Settings: leading(f.Endpoint, "http://"+at(to, w.near.LocalAddr()), paths),
		// Only the settings lead there: the provider itself was never broken.
		Mend: func(context.Context) error { return nil },
	}, nil
}

// leading are the settings that lead Rocket.Chat to an endpoint at another origin.
func leading(endpoint, origin string, paths fault.Paths) map[string]any {
	settings := map[string]any{}
	for one, suffix := range map[string]string{
		fault.Authorize: "authorize_path", fault.Token: "token_path", fault.UserInfo: "identity_path",
	} {
		if endpoint == fault.Host || endpoint == one {
			settings[suffix] = origin + paths.Of(one)
		}
	}
	return settings
}

// onClose keeps what ends with the stack.
func (s *Stack) onClose(end func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ends = append(s.ends, end)
}

// endDetours ends what was opened for live providers.
func (s *Stack) endDetours() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, end := range s.ends {
		errs = append(errs, end())
	}
	return errors.Join(errs...)
}
