package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/moby/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
)

func TestVersionsAreTheListedOnesAndFurtherOnes(t *testing.T) {
	t.Parallel()
	listed, err := versions(nil)
	require.NoError(t, err)
	require.Contains(t, listed, "7.1.0")
	more, err := versions([]string{"8.8.0", "7.1.0"})
	require.NoError(t, err)
	require.Equal(t, append(listed, "8.8.0"), more, "each once")
	_, err = versions([]string{"latest"})
	require.ErrorContains(t, err, `release "latest" is not a version such as 7.1.0`)
}

func TestEveryImageHasItsRecipeAndPrograms(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, i := range table([]string{"7.1.0", "8.9.0"}) {
		assert.False(t, names[i.name], "%s is listed twice", i.name)
		names[i.name] = true
		recipe, err := fs.ReadFile(images.Dockerfiles, i.dockerfile)
		require.NoError(t, err)
		for _, b := range i.binaries {
			assert.Contains(t, string(recipe), "COPY "+b.name+" ", i.dockerfile)
		}
		for name := range i.arguments {
			assert.Contains(t, string(recipe), "ARG "+name, i.dockerfile)
		}
	}
	assert.True(t, names[images.RocketChat("8.9.0")])
}

func TestOnlyWhatIsNamedIsBuilt(t *testing.T) {
	t.Parallel()
	all := table([]string{"7.1.0", "8.9.0"})
	for name, c := range map[string]struct{ names, want []string }{
		"one":         {[]string{"gonogo/emulator"}, []string{images.Emulator}},
		"with a tag":  {[]string{"gonogo/rocketchat:8.9.0"}, []string{images.RocketChat("8.9.0")}},
		"every tag":   {[]string{"gonogo/rocketchat"}, []string{images.RocketChat("7.1.0"), images.RocketChat("8.9.0")}},
		"twice named": {[]string{"gonogo/dex", images.Emulator, images.Dex}, []string{images.Emulator, images.Dex}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wanted, err := only(all, c.names)
			require.NoError(t, err)
			var got []string
			for _, i := range wanted {
				got = append(got, i.name)
			}
			require.Equal(t, c.want, got)
		})
	}
	every, err := only(all, nil)
	require.NoError(t, err)
	require.Len(t, every, len(all))
	_, err = only(all, []string{"gonogo/rocketchat:1.0.0"})
	require.EqualError(t, err, "--only gonogo/rocketchat:1.0.0: there is no such image; there are gonogo/mongodb, gonogo/emulator, gonogo/gateway, gonogo/dex, gonogo/rocketchat")
}

func TestTheArchiveHoldsWhatTheRecipeCopies(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "part"), []byte("program"), 0o600))
	var first, second bytes.Buffer
	i := image{dockerfile: "mongodb.Dockerfile", binaries: []binary{{name: "part"}}}
	require.NoError(t, pack(&first, i, folder))
	require.NoError(t, pack(&second, i, folder))
	require.Equal(t, first.Bytes(), second.Bytes(), "Docker's cache holds")

	content := map[string]int64{}
	archive := tar.NewReader(&first)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		content[header.Name] = header.Mode
	}
	require.Equal(t, map[string]int64{"mongodb.Dockerfile": 0o644, "part": 0o755}, content)
	require.ErrorIs(t, pack(io.Discard, image{dockerfile: "mongodb.Dockerfile", binaries: []binary{{name: "none"}}}, folder), fs.ErrNotExist)
}

func TestImagesAreBuiltAndMarked(t *testing.T) {
	t.Parallel()
	imagetest.Need(t)
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "part"), []byte("program"), 0o600))
	e, err := newEngine(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.close()) })
	name := "gonogo/test:" + strings.ToLower(filepath.Base(filepath.Dir(folder)))
	i := image{
		name: name, dockerfile: "rocketchat.Dockerfile", binaries: []binary{{name: "part"}},
		arguments: map[string]string{"GONOGO_RELEASE": "7.1.0"},
	}
	size, err := e.build(t.Context(), i, folder)
	require.NoError(t, err)
	require.EqualValues(t, len("program"), size)
	t.Cleanup(func() { remove(t, e.docker, name) })
	built, err := e.docker.ImageInspect(t.Context(), name)
	require.NoError(t, err)
	require.Equal(t, "local", built.Config.Labels[images.Label])
	require.Contains(t, built.Config.Env, "GONOGO_RELEASE=7.1.0")

	i.binaries = nil
	_, err = e.build(t.Context(), i, folder)
	require.Error(t, err, "a step that fails is told")
}

func remove(t *testing.T, docker *testcontainers.DockerClient, name string) {
	t.Helper()
	_, err := docker.ImageRemove(context.WithoutCancel(t.Context()), name, client.ImageRemoveOptions{})
	require.NoError(t, err)
}
