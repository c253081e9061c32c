package main

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/moby/moby/api/types/build"
	"github.com/moby/moby/client"
	"github.com/moby/moby/client/pkg/jsonmessage"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/images"
)

// engine is the Docker that builds.
type engine struct {
	docker *testcontainers.DockerClient
}

// newEngine connects to the Docker that the containers will run on. Without one
// the error is a sentence.
func newEngine(ctx context.Context) (*engine, error) {
	docker, err := testcontainers.NewDockerClientWithOpts(ctx)
	if err == nil {
		_, err = docker.Ping(ctx, client.PingOptions{})
	}
	if err != nil {
		return nil, fmt.Errorf("there is no Docker here to build images with (%w); start it, or stay with GONOGO_STACK=embedded, which needs none", err)
	}
	return &engine{docker}, nil
}

func (e *engine) close() error { return e.docker.Close() }

// build makes one image with the classic builder, which every Docker has, and
// returns its size in bytes.
func (e *engine) build(ctx context.Context, i image, folder string) (int64, error) {
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(pack(writer, i, folder)) }()
	defer func() { _ = reader.Close() }()
	arguments := map[string]*string{}
	for name, value := range i.arguments {
		arguments[name] = &value
	}
	answer, err := e.docker.ImageBuild(ctx, reader, client.ImageBuildOptions{
		Tags: []string{i.name}, Dockerfile: i.dockerfile, BuildArgs: arguments, Version: build.BuilderV1,
		Remove: true, ForceRemove: true, Labels: map[string]string{images.Label: "local"},
	})
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	// A step that fails is told in the stream; what the others print is not news.
	if err := jsonmessage.DisplayStream(answer.Body, io.Discard); err != nil {
		return 0, err
	}
	built, err := e.docker.ImageInspect(ctx, i.name)
	if err != nil {
		return 0, fmt.Errorf("looking at what was built: %w", err)
	}
	return built.Size, nil
}

// pack writes the Dockerfile and the programs as the archive that Docker builds
// from. Equal content gives an equal archive, so that Docker's cache holds.
func pack(w io.Writer, i image, folder string) error {
	archive := tar.NewWriter(w)
	recipe, err := fs.ReadFile(images.Dockerfiles, i.dockerfile)
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: i.dockerfile, Mode: 0o644, Size: int64(len(recipe))}); err != nil {
		return err
	}
	if _, err := archive.Write(recipe); err != nil {
		return err
	}
	for _, b := range i.binaries {
		if err := packProgram(archive, filepath.Join(folder, b.name)); err != nil {
			return err
		}
	}
	return archive.Close()
}

func packProgram(archive *tar.Writer, path string) (err error) {
	program, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.Close()) }()
	info, err := program.Stat()
	if err != nil {
		return err
	}
	header := &tar.Header{Name: filepath.Base(path), Mode: 0o755, Size: info.Size()}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(archive, program)
	return err
}
