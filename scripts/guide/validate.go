package main

import (
	"errors"
	"fmt"
	"io"

	"gonogo/fixtures"
	"gonogo/internal/guide"
)

type validate struct {
	Files []string `arg:"" optional:"" help:"Guide files."`
}

// Run checks every file and reports all that are wrong, one sentence each.
func (v *validate) Run(out io.Writer) error {
	if len(v.Files) == 0 {
		return own(out)
	}
	var problems []error
	for _, path := range v.Files {
		g, err := guide.LoadFile(path, fixtures.Files)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		valid(out, path, g)
	}
	return errors.Join(problems...)
}

// own checks the project's guides.
func own(out io.Writer) error {
	guides, err := guide.LoadAll(fixtures.Files)
	for _, g := range guides {
		valid(out, "guides/"+g.ID+".yaml", g)
	}
	return err
}

func valid(out io.Writer, name string, g *guide.Guide) {
	fmt.Fprintf(out, "%s: valid, %d statements\n", name, len(g.Statements))
}
