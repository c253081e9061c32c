package contained

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// cell is one guide at one release, with what its stack is made from.
type cell struct {
	guide    *guide.Guide
	release  release.Release
	images   images
	identity identity
}

// name is the cell's label: "clavex/8.9.0".
func (c cell) name() string { return c.guide.ID + "/" + c.release.Version }

// title is the cell's name in sentences.
func (c cell) title() string { return c.guide.ID + " at " + c.release.Version }

// edition counts changes of how a stack is put together: stacks of another
// edition are not used again.
const edition = "1"

// recipe gets all images and digests what the stack is made from: another
// image under the same name is another recipe.
func (c cell) recipe(ctx context.Context, e engine, a *awaited) (string, error) {
	names := append([]string{c.images.rocketChat, c.images.mongoDB, c.images.gateway}, c.identity.images()...)
	slices.Sort(names)
	var mu sync.Mutex
	lines := []string{edition, c.name(), c.guide.RocketChatURL, c.guide.ProviderURL}
	group, ctx := errgroup.WithContext(ctx)
	for _, name := range slices.Compact(names) {
		group.Go(func() error {
			id, err := e.imageID(ctx, name, a)
			mu.Lock()
			defer mu.Unlock()
			lines = append(lines, fmt.Sprintf("%s %s", name, id))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return "", err
	}
	slices.Sort(lines[4:])
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8]), nil
}
