package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonogo/fixtures"
	"gonogo/internal/config"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/scenario"
)

// cell is one guide at one release with one engine.
type cell struct {
	guide   string
	release release.Release
	engine  string
	runs    runs
	seconds float64 // that it is expected to take; without earlier results, 1
}

// runs says how the provider of a cell is run.
type runs string

// The ways to run a provider. Those in containers are GONOGO_PROVIDER=default but
// for Encvoy ID, of which no image is published.
const (
	inProcess      runs = "emulator in the test process"
	publishedImage runs = "published image"
	ownImages      runs = "images of your own"
	emulatorImage  runs = "emulator in a container"
)

// cells are those of the selection, by engine, guide and release, in the order in
// which reports name them.
func (f flags) cells() ([]cell, error) {
	guides, releases, err := f.selection()
	if err != nil {
		return nil, err
	}
	engines, err := f.engineList()
	if err != nil {
		return nil, err
	}
	var all []cell
	for _, engine := range engines {
		for _, g := range guides {
			for _, r := range releases {
				all = append(all, cell{guide: g, release: r, engine: engine, runs: f.providerOf(g)})
			}
		}
	}
	return all, nil
}

// selection reads the lists as the suites would.
func (f flags) selection() (guides []string, releases []release.Release, err error) {
	if !slices.Contains(stacks(), f.stack) {
		return nil, nil, fmt.Errorf("-stack %s is not known; known values: %s", f.stack, strings.Join(stacks(), ", "))
	}
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return nil, nil, err
	}
	words := map[string]string{"GONOGO_GUIDES": f.guides, "GONOGO_RELEASES": f.releases}
	c, err := config.Read(func(name string) (string, bool) { word, ok := words[name]; return word, ok }, config.Known{
		Stacks: []string{"embedded"}, Engines: []string{"chromedp"}, // their defaults; this command has its own lists
		Guides: guide.IDs(), Releases: catalogue.Versions(), DefaultRelease: catalogue.Default,
		OtherRelease: func(version string) error { _, err := catalogue.Resolve(version); return err },
	})
	if err != nil {
		return nil, nil, err
	}
	for _, version := range c.Releases {
		r, err := catalogue.Resolve(version)
		if err != nil {
			return nil, nil, err
		}
		releases = append(releases, r)
	}
	return c.Guides, releases, nil
}

// stacks are those that a job can open; a Rocket.Chat that already runs is not
// many jobs' to share.
func stacks() []string { return []string{"containers", "embedded"} }

func (f flags) engineList() ([]string, error) {
	if f.engines == "all" {
		return scenario.Engines(), nil
	}
	var chosen []string
	for word := range strings.SplitSeq(f.engines, ",") {
		word = strings.TrimSpace(word)
		if !slices.Contains(scenario.Engines(), word) {
			return nil, fmt.Errorf("-engines %s is not known; known values: all, %s", word, strings.Join(scenario.Engines(), ", "))
		}
		if slices.Contains(chosen, word) {
			return nil, errors.New("-engines names " + word + " twice")
		}
		chosen = append(chosen, word)
	}
	return chosen, nil
}

// providerOf says how a guide's provider is run (docs/containers.md).
func (f flags) providerOf(id string) runs {
	switch {
	case f.stack == "embedded":
		return inProcess
	case id == "encvoy" && f.encvoy != "":
		return ownImages
	case id == "encvoy", id == "entra", id == "miniorange":
		return emulatorImage
	default:
		return publishedImage
	}
}

// variable is the cell's GONOGO_PROVIDER: without images of Encvoy ID the run must
// be told to take the emulator, which it does of itself for hosted services.
func (c cell) variable() string {
	if c.guide == "encvoy" && c.runs == emulatorImage {
		return "emulator"
	}
	return "default"
}
