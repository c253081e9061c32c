package guide

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Excuse says why the statements of a guide on one topic are asserted by no test.
type Excuse struct {
	Guide  string `yaml:"guide"` // id
	Topic  Topic  `yaml:"topic"`
	Reason string `yaml:"reason"`
}

// Covers tells whether the excuse is for a statement of a guide.
func (e Excuse) Covers(g *Guide, s Statement) bool { return e.Guide == g.ID && e.Topic == s.Topic }

// Excuses are what unasserted.yaml holds.
type Excuses []Excuse

// LoadExcuses reads unasserted.yaml from files, strictly: a field that excuses do
// not have is an error.
func LoadExcuses(files fs.FS) (Excuses, error) {
	const name = "unasserted.yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the reasons for what no test asserts: %w", err)
	}
	var all Excuses
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.ReplaceAll(err.Error(), "\n", " ")) // it quotes texts of several lines
	}
	return all, nil
}

// Reason is why no test asserts a statement; empty without an excuse.
func (e Excuses) Reason(g *Guide, s Statement) string {
	for _, one := range e {
		if one.Covers(g, s) {
			return one.Reason
		}
	}
	return ""
}
