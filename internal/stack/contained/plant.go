package contained

import (
	"context"

	"gonogo/internal/provider/control"
	"gonogo/internal/stack/fault"
)

// Plant implements fault.Planter where the provider is an emulator. Rocket.Chat
// and people meet it through the gateway, which has connections of its own.
func (s *Stack) Plant(ctx context.Context, f fault.Fault) (fault.Planted, error) {
	if err := f.Check(); err != nil {
		return fault.Planted{}, err
	}
	emulator, ours := s.provider.(*control.Client)
	if reason := cannotPlant(f.Kind, ours); reason != "" {
		return fault.Planted{}, &fault.CannotError{Fault: f, Reason: reason}
	}
	paths, err := fault.PathsOf(s.cell.guide, emulator.Pictures())
	if err != nil {
		return fault.Planted{}, err
	}
	return emulator.Plant(ctx, f, paths)
}

// cannotPlant says why there is no such failure here; empty if there is.
func cannotPlant(k fault.Kind, ours bool) string {
	switch {
	case !ours:
		return "the provider is the publisher's own, which gonogo does not break"
	case k == fault.Untrusted:
		return "the gateway shows everybody the same certificate, and what Rocket.Chat trusts is fixed when its container starts"
	case k == fault.Refused || k == fault.Reset:
		return "the gateway in front of the provider takes the connection and answers 502 Bad Gateway in its place"
	}
	return ""
}
