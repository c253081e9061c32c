package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// build makes the programs, then the images, and prints a line for each.
func (p process) build(ctx context.Context, e *engine, all []image) (err error) {
	folder, err := os.MkdirTemp("", "gonogo-images-")
	if err != nil {
		return fmt.Errorf("making a folder for the programs: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := p.compileAll(ctx, folder, all); err != nil {
		return err
	}
	for _, i := range all {
		begun := time.Now()
		size, err := e.build(ctx, i, folder)
		if err != nil {
			return fmt.Errorf("building %s: %w", i.name, err)
		}
		fmt.Fprintf(p.stdout, "%-28s %6.1f MB %6.1f s\n", i.name, megabytes(size), time.Since(begun).Seconds())
	}
	return nil
}

// compileAll makes each program that an image holds, once.
func (p process) compileAll(ctx context.Context, folder string, all []image) error {
	made := map[binary]bool{}
	for _, i := range all {
		for _, b := range i.binaries {
			if made[b] {
				continue
			}
			made[b] = true
			begun := time.Now()
			size, err := compile(ctx, b, filepath.Join(folder, b.name))
			if err != nil {
				return fmt.Errorf("building the program %s: %w", b.name, err)
			}
			fmt.Fprintf(p.stdout, "%-28s %6.1f MB %6.1f s\n", "program "+b.name, megabytes(size), time.Since(begun).Seconds())
		}
	}
	return nil
}

// compile makes one program for a container on this machine.
func compile(ctx context.Context, b binary, path string) (size int64, err error) {
	args := []string{"build", "-trimpath", "-ldflags", "-s -w", "-o", path}
	if b.modfile != "" {
		args = append(args, "-modfile", b.modfile)
	}
	command := exec.CommandContext(ctx, "go", append(args, b.of)...)
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+runtime.GOARCH)
	if output, err := command.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%w: %s", err, output)
	}
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }
