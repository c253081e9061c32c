package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v4"

	"gonogo/internal/guide"
)

// excuse says why statements of a guide on one topic are asserted by no test.
type excuse struct {
	Guide  string      `yaml:"guide"`
	Topic  guide.Topic `yaml:"topic"`
	Reason string      `yaml:"reason"`
}

// excuses are what unasserted.yaml holds.
type excuses []excuse

func loadExcuses(files fs.FS) (excuses, error) {
	const name = "unasserted.yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the reasons for what no test asserts: %w", err)
	}
	var all excuses
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return all, nil
}

// of is the reason for a statement; empty without one.
func (e excuses) of(g *guide.Guide, s guide.Statement) string {
	for _, one := range e {
		if one.covers(g, s) {
			return one.Reason
		}
	}
	return ""
}

func (e excuse) covers(g *guide.Guide, s guide.Statement) bool {
	return e.Guide == g.ID && e.Topic == s.Topic
}

// owed are the kinds of statements that say what is so: each has to be asserted,
// or a reason has to say why it is not. What a reader does at the provider is
// listed all the same.
func owed() []guide.Kind {
	return []guide.Kind{guide.KindSetting, guide.KindPromise, guide.KindVerification, guide.KindSymptom}
}

// check is strict both ways: a statement that is owed has a test or a reason,
// and a reason is for at least one statement without a test.
func (e excuses) check(guides []*guide.Guide, c claims) error {
	var errs []error
	used := make([]bool, len(e))
	for _, g := range guides {
		for _, s := range g.Statements {
			if len(c[s.ID]) > 0 {
				continue
			}
			for i, one := range e {
				used[i] = used[i] || one.covers(g, s)
			}
			if slices.Contains(owed(), s.Kind) && e.of(g, s) == "" {
				errs = append(errs, fmt.Errorf("%s: no test asserts this %s on %q, and fixtures/unasserted.yaml gives no reason", s.ID, s.Kind, s.Topic))
			}
		}
	}
	for i, one := range e {
		if !used[i] {
			errs = append(errs, fmt.Errorf("fixtures/unasserted.yaml excuses %s on %q, where nothing is without a test: take the entry out", one.Guide, one.Topic))
		}
	}
	return errors.Join(errs...)
}
