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
	Guide    string `yaml:"guide"`    // guide id, or "*"
	Promise  string `yaml:"promise"`  // key of the scenario that proves it
	Releases string `yaml:"releases"` // semantic-version constraint; "*" for all
	// Instead is what the scenario must observe in place of the promise, word
	// for word: a drift that breaks differently is a new break.
	Instead   string `yaml:"instead"`
	Verdict   string `yaml:"verdict"`   // "broken" (default) or "unsupported"
	Statement string `yaml:"statement"` // id of the statement that does not hold
	Reason    string `yaml:"reason"`    // one sentence
	Source    string `yaml:"source"`    // issue number or section
	Mend      string `yaml:"mend"`      // setting that would mend it, in the guide's words
	// Settings are those of the service that mend it, by suffix. Where they are
	// given, a run of its own must prove that they do.
	Settings map[string]any `yaml:"settings"`
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
	var list List
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i, d := range list {
		if err := d.check(); err != nil {
			return nil, fmt.Errorf("%s: entry %d (%s, %s): %w", name, i+1, d.Guide, d.Promise, err)
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

func (d Drift) verdict() Verdict {
	if d.Verdict == "" {
		return Broken
	}
	return Verdict(d.Verdict)
}

// Find returns the drift that is listed for a promise of a guide on a release,
// or nil. An entry that names the guide goes before one for all guides. Two
// entries of the same rank for one cell are an error: the list must be exact.
func (l List) Find(guide, promise string, r release.Release) (*Drift, error) {
	var general, exact []Drift
	for _, d := range l {
		if d.Promise != promise || (d.Guide != guide && d.Guide != "*") {
			continue
		}
		in, err := r.In(d.Releases)
		if err != nil {
			return nil, err
		}
		switch {
		case in && d.Guide == guide:
			exact = append(exact, d)
		case in:
			general = append(general, d)
		}
	}
	for _, found := range [][]Drift{exact, general} {
		if len(found) > 1 {
			return nil, fmt.Errorf("drift.yaml lists %s of %s at %s %d times", promise, guide, r, len(found))
		}
		if len(found) == 1 {
			return &found[0], nil
		}
	}
	return nil, nil
}
