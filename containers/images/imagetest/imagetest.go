// Package imagetest lets tests call for Docker and for images in words.
package imagetest

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/containerd/errdefs"
	"github.com/testcontainers/testcontainers-go"
)

// Need skips a test that needs Docker and images where they are missing, in one
// sentence that says how to get them. With GONOGO_DOCKER=required it fails.
func Need(tb testing.TB, names ...string) {
	tb.Helper()
	missing := missing(tb.Context(), names)
	switch {
	case missing == nil:
	case os.Getenv("GONOGO_DOCKER") == "required":
		tb.Fatal(missing)
	default:
		tb.Skip(missing)
	}
}

// missing says what a test cannot do without.
func missing(ctx context.Context, names []string) error {
	docker, err := testcontainers.NewDockerClientWithOpts(ctx)
	if err != nil {
		return fmt.Errorf("this test needs Docker, which does not answer here: start it and run make images (%w)", err)
	}
	defer func() { _ = docker.Close() }()
	for _, name := range names {
		_, err := docker.ImageInspect(ctx, name)
		if errdefs.IsNotFound(err) {
			return fmt.Errorf("this test needs the image %s: make images builds it", name)
		}
		if err != nil {
			return fmt.Errorf("looking for the image %s: %w", name, err)
		}
	}
	return nil
}
