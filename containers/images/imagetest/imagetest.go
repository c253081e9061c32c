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

// settle decides for testcontainers-go, which reads its configuration with the
// first use, what the environment leaves open: its reaper is one more image,
// which a machine without a registry does not have, and ports are published on
// the loopback interface.
func settle() error {
	for name, value := range map[string]string{
		"TESTCONTAINERS_RYUK_DISABLED": "true", "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
	} {
		if _, set := os.LookupEnv(name); set {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("setting %s: %w", name, err)
		}
	}
	return nil
}

// missing says what a test cannot do without.
func missing(ctx context.Context, names []string) error {
	if err := settle(); err != nil {
		return err
	}
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
