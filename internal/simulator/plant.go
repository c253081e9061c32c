package simulator

import (
	"context"

	"gonogo/internal/stack/fault"
)

// Plant implements fault.Planter. Refused is what the operating system says where
// nobody listens, to Rocket.Chat and to the clients of HTTP; a browser hears of a
// refused host from the stack's proxy, and of one refused endpoint by a
// connection that ends. Untrusted concerns Rocket.Chat alone.
func (e *Embedded) Plant(_ context.Context, f fault.Fault) (fault.Planted, error) {
	if err := f.Check(); err != nil {
		return fault.Planted{}, err
	}
	name, err := host(e.guide.ProviderURL)
	if err != nil {
		return fault.Planted{}, err
	}
	if f.Kind == fault.Untrusted {
		if e.addressed {
			return fault.Planted{}, &fault.CannotError{Fault: f, Reason: "the provider is at a plain http address, where no certificate is shown"}
		}
		return planted(e.network.Distrust(name)), nil
	}
	paths, err := fault.PathsOf(e.guide, e.provider.Pictures())
	if err != nil {
		return fault.Planted{}, err
	}
	mend, err := e.provider.Break(f, paths)
	if err != nil {
		return fault.Planted{}, err
	}
	covers := func(path string) bool { return paths.Covers(f.Endpoint, path) }
	switch f.Kind {
	case fault.Refused:
		return planted(mend, e.network.Refuse(name, covers), e.network.Refuse(inside, covers)), nil
	case fault.Silent:
		return planted(mend, e.silences.add(name, covers), e.silences.add(inside, covers)), nil
	default:
		return planted(mend), nil
	}
}

// planted is a failure that ends when all its parts are mended.
func planted(mends ...func()) fault.Planted {
	return fault.Planted{Mend: func(context.Context) error {
		for _, mend := range mends {
			mend()
		}
		return nil
	}}
}
