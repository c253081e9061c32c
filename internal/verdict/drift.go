package verdict

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v4"

	"gonogo/internal/release"
)

// Drift is a promise that is known not to hold for a guide on some releases.
type Drift struct {
	Guide    string `yaml:"-"`        // guide id, or "*"
	Promise  string `yaml:"-"`        // key of the scenario that proves it
	Releases string `yaml:"releases"` // semantic-version constraint; "*" for all
	// Scheme restricts the entry to workspaces at "http" or "https"; empty: both.
	Scheme string `yaml:"scheme"`
	// Instead is what the scenario must observe in place of the promise, word
	// for word: a drift that breaks differently is a new break.
	Instead   string `yaml:"instead"`
	Verdict   string `yaml:"verdict"`   // "broken" (default) or "unsupported"
	Statement string `yaml:"statement"` // id of the statement that does not hold
	Reason    string `yaml:"reason"`    // one sentence
	Source    string `yaml:"source"`    // issue number or section
	Mend      string `yaml:"mend"`      // setting that would mend it, in the guide's words
	// Settings are those of the service that mend it, by suffix; Workspace those of
	// the whole workspace, by id. Where some are given, a run of its own must prove
	// that they do.
	Settings  map[string]any `yaml:"settings"`
	Workspace map[string]any `yaml:"workspace"`
}

// List is the known drift.
type List []Drift

// LoadDrift reads drift.yaml from files. Errors name the entry and the field.
func LoadDrift(files fs.FS) (List, error) {
	const name = "drift.yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the known drift: %w", err)
	}
	var entries []entry
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&entries); err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.ReplaceAll(err.Error(), "\n", " ")) // it quotes texts of several lines
	}
	var list List
	for i, e := range entries {
		for _, d := range e.drifts() {
			if err := d.check(); err != nil {
				return nil, fmt.Errorf("%s: entry %d (%s, %s): %w", name, i+1, d.Guide, d.Promise, err)
			}
			list = append(list, d)
		}
	}
	return list, nil
}

func (d Drift) check() error {
	for _, f := range []struct{ name, value string }{
		{"guide", d.Guide}, {"promise", d.Promise}, {"releases", d.Releases},
		{"instead", d.Instead}, {"reason", d.Reason}, {"source", d.Source},
	} {
		if strings.TrimSpace(f.value) == "" {
			return fmt.Errorf("%s is missing", f.name)
		}
	}
	switch d.Scheme {
	case "", "http", "https":
	default:
		return fmt.Errorf("scheme %q is not known; known: http, https", d.Scheme)
	}
	switch d.Verdict {
	case "", string(Broken), string(Unsupported):
	default:
		return fmt.Errorf("verdict %q is not known; known: %s, %s", d.Verdict, Broken, Unsupported)
	}
	probe, err := release.New("0.0.0")
	if err != nil {
		return err
	}
	_, err = probe.In(d.Releases)
	return err
}

// Mendable tells whether settings are known that mend it.
func (d Drift) Mendable() bool { return len(d.Settings) > 0 || len(d.Workspace) > 0 }

func (d Drift) verdict() Verdict {
	if d.Verdict == "" {
		return Broken
	}
	return Verdict(d.Verdict)
}

// Cell is a promise of a guide where it is proven.
type Cell struct {
	Guide   string
	Promise string
	Release release.Release
	Scheme  string // of Rocket.Chat's address: "https" or "http"
}

// Find returns the drift that is listed for a cell, or nil. An entry that names
// the guide goes before one for all guides, and among those one that names the
// scheme. Two entries of the same rank are an error: the list must be exact.
func (l List) Find(c Cell) (*Drift, error) {
	i, err := l.index(c)
	if err != nil || i < 0 {
		return nil, err
	}
	found := l[i]
	return &found, nil
}

// Unused lists the entries that no cell rests on. Those for a scheme that no
// cell has are left out: the cells say nothing about them.
func (l List) Unused(cells []Cell) (List, error) {
	used, schemes := map[int]bool{}, map[string]bool{"": true}
	for _, c := range cells {
		i, err := l.index(c)
		if err != nil {
			return nil, err
		}
		used[i], schemes[c.Scheme] = true, true
	}
	var unused List
	for i, d := range l {
		if !used[i] && schemes[d.Scheme] {
			unused = append(unused, d)
		}
	}
	return unused, nil
}

// index is the place of the entry for a cell; -1 where nothing is listed.
func (l List) index(c Cell) (int, error) {
	best, rank, same := -1, -1, 0
	for i, d := range l {
		in, err := d.covers(c)
		if err != nil {
			return -1, err
		}
		switch r := d.rank(); {
		case !in || r < rank:
		case r == rank:
			same++
		default:
			best, rank, same = i, r, 1
		}
	}
	if same > 1 {
		return -1, fmt.Errorf("drift.yaml lists %s of %s at %s %d times", c.Promise, c.Guide, c.Release, same)
	}
	return best, nil
}

func (d Drift) covers(c Cell) (bool, error) {
	if d.Promise != c.Promise || (d.Guide != c.Guide && d.Guide != "*") || (d.Scheme != "" && d.Scheme != c.Scheme) {
		return false, nil
	}
	return c.Release.In(d.Releases)
}

// rank orders the entries that cover a cell: the closer one has the higher rank.
func (d Drift) rank() int {
	rank := 0
	if d.Guide != "*" {
		rank += 2
	}
	if d.Scheme != "" {
		rank++
	}
	return rank
}
