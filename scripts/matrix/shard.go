package main

import (
	"fmt"
	"slices"
	"strings"
)

// shard is one job of the matrix, as .github/workflows/nightly.yml reads it. Guides
// and releases are lists as the variables of a run take them.
type shard struct {
	Shard    string `json:"shard"`    // name; also of its artifact
	Guide    string `json:"guide"`    // GONOGO_GUIDES
	Release  string `json:"release"`  // GONOGO_RELEASES
	Engine   string `json:"engine"`   // GONOGO_ENGINE
	Stack    string `json:"stack"`    // GONOGO_STACK
	Provider string `json:"provider"` // GONOGO_PROVIDER

	RocketChat []string          `json:"rocketchat"` // images; none with the embedded stack
	MongoDB    []string          `json:"mongodb"`
	Runs       map[string]string `json:"runs"` // how the provider runs, by guide

	Browser bool `json:"browser"` // a browser is needed
	Docker  bool `json:"docker"`  // a Docker is needed
	Build   bool `json:"build"`   // the emulator's image has to be built first
}

// describe names the shards and says what each needs.
func (f flags) describe(groups [][]cell) []shard {
	shards := make([]shard, len(groups))
	counts := map[string]int{}
	for i, cells := range groups {
		s := f.shard(cells)
		s.Shard = fmt.Sprintf("%s-%s-%s", strings.ReplaceAll(s.Guide, ",", "+"), s.Release, s.Engine)
		if strings.Contains(s.Release, ",") {
			lane := fmt.Sprintf("%s-%s", strings.ReplaceAll(s.Guide, ",", "+"), s.Engine)
			counts[lane]++
			s.Shard = fmt.Sprintf("%s-part-%d", lane, counts[lane])
		}
		shards[i] = s
	}
	return shards
}

func (f flags) shard(cells []cell) shard {
	s := shard{
		Engine: cells[0].engine, Stack: f.stack, Provider: cells[0].variable(),
		RocketChat: []string{}, MongoDB: []string{}, Runs: map[string]string{},
		Browser: cells[0].engine != "protocol", Docker: f.stack == "containers",
	}
	var guides, releases []string
	for _, c := range cells {
		guides, releases = once(guides, c.guide), once(releases, c.release.Version)
		s.Runs[c.guide] = string(c.runs)
		s.Build = s.Build || c.runs == emulatorImage
		if s.Docker {
			s.RocketChat, s.MongoDB = once(s.RocketChat, c.release.Image), once(s.MongoDB, c.release.MongoImage)
		}
	}
	s.Guide, s.Release = strings.Join(guides, ","), strings.Join(releases, ",")
	return s
}

// once appends a word that is not there yet.
func once(words []string, word string) []string {
	if slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}
