package page

import (
	"bytes"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"

	"gonogo/internal/guide"
)

// Unasserted says why statements of a guide on one topic are asserted by no test.
type Unasserted struct {
	Guide  string      `yaml:"guide"` // id
	Topic  guide.Topic `yaml:"topic"`
	Reason string      `yaml:"reason"`
}

// LoadUnasserted reads unasserted.yaml from files.
func LoadUnasserted(files fs.FS) ([]Unasserted, error) {
	const name = "unasserted.yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the reasons for what no test asserts: %w", err)
	}
	var all []Unasserted
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return all, nil
}

// excuse is the reason why nothing asserts a statement; empty without one.
func (in Inputs) excuse(g *guide.Guide, s guide.Statement) string {
	for _, one := range in.Unasserted {
		if one.Guide == g.ID && one.Topic == s.Topic {
			return one.Reason
		}
	}
	return ""
}
