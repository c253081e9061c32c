package stack

import (
	"context"

	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/seeded"
)

// embedded opens simulators in this process.
type embedded struct {
	*simulator.Site
	seeded  seeded.Set
	latency front.Latency
}

func newEmbedded(_ context.Context, c config.Config, say func(string)) (Opener, error) {
	faults, err := seeded.Parse(c.Fault)
	if err != nil {
		return nil, err
	}
	slow, err := latency(c, say)
	if err != nil {
		return nil, err
	}
	site, err := simulator.NewSite()
	if err != nil {
		return nil, err
	}
	return embedded{site, faults, slow}, nil
}

// Open starts a simulator.
func (e embedded) Open(ctx context.Context, g *guide.Guide, r release.Release) (Stack, error) {
	s, err := e.Site.Open(ctx, simulator.Options{Guide: g, Release: r, Seeded: e.seeded, Latency: e.latency})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// ReachHosts is empty: every name of the stack is behind its proxy.
func (e embedded) ReachHosts() []string { return nil }
