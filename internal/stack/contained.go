package stack

import (
	"context"
	"fmt"

	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/stack/contained"
)

// containedOpener starts the publishers' images in Docker.
type containedOpener struct{ *contained.Opener }

var (
	_ OneByOne = containedOpener{}
	_ Paced    = (*contained.Stack)(nil)
)

func newContained(ctx context.Context, c config.Config, say func(string)) (Opener, error) {
	folder, err := contained.Folder()
	if err != nil {
		return nil, fmt.Errorf("finding a folder for the record of which containers are in use: %w", err)
	}
	o, err := contained.Open(ctx, contained.Options{
		Local: c.Images == "local", Folder: folder,
		Keep: c.Keep, Run: c.Run, Say: say,
		Providers: contained.Providers{Choice: c.Provider, Encvoy: c.EncvoyImages, Live: liveProvider(c)},
	})
	if err != nil {
		return nil, err
	}
	return containedOpener{o}, nil
}

// Open starts a stack of containers, or uses one that was kept.
func (o containedOpener) Open(ctx context.Context, g *guide.Guide, r release.Release) (Stack, error) {
	s, err := o.Opener.Open(ctx, g, r)
	if err != nil {
		return nil, err
	}
	return s, nil
}
