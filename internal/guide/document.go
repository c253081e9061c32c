package guide

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// document is a guide file that has been parsed but not judged yet.
type document struct {
	name string // as errors print it: "guides/clavex.yaml"
	raw  []byte
	root *yaml.Node // the top-level mapping
	data any        // the same as plain values, for the schema
}

// Problem is one thing that is wrong with a guide file. Its text reads as one
// sentence: "guides/clavex.yaml:12: statements[3].kind must be …".
type Problem struct {
	File  string
	Line  int    // 1-based; of the field where it is there, else of what should hold it
	Field string // "statements[3].kind"; empty for the file as a whole
	Text  string // what is expected and what was found
}

// Error returns the sentence.
func (p *Problem) Error() string {
	subject := p.Field
	if subject == "" {
		subject = "the file"
	}
	return fmt.Sprintf("%s:%d: %s %s", p.File, p.Line, subject, p.Text)
}

// parse reads YAML; errors are a [*Problem].
func parse(name string, raw []byte) (document, error) {
	d := document{name: name, raw: raw}
	var node yaml.Node
	if err := yaml.Unmarshal(raw, &node); err != nil {
		return d, d.notYAML(err)
	}
	if len(node.Content) == 0 {
		return d, &Problem{File: name, Line: 1, Text: "is empty, a guide was expected"}
	}
	d.root = node.Content[0]
	if err := node.Decode(&d.data); err != nil {
		return d, d.notYAML(err)
	}
	return d, nil
}

// notYAML words what the YAML parser found.
func (d document) notYAML(err error) error {
	var at *yaml.LoadError
	if errors.As(err, &at) {
		text := "is not valid YAML: " + at.Message
		if at.ContextMark.Line > 0 && at.ContextMark.Line != at.Mark.Line {
			text += fmt.Sprintf(" (%s that began on line %d)", at.ContextMsg, at.ContextMark.Line)
		}
		return &Problem{File: d.name, Line: d.marked(at.Mark), Text: text}
	}
	return fmt.Errorf("%s: %w", d.name, err)
}

// marked is the line of a mark: of bytes that are no text only the place is known.
func (d document) marked(m yaml.Mark) int {
	if m.Line > 0 {
		return m.Line
	}
	return 1 + bytes.Count(d.raw[:min(m.Index, len(d.raw))], []byte("\n"))
}

// problem words a problem at a path through the document: keys and indices.
func (d document) problem(path []string, text string, args ...any) *Problem {
	return &Problem{File: d.name, Line: d.line(path), Field: field(path), Text: fmt.Sprintf(text, args...)}
}

// line is where the value at a path stands; for a path that leads nowhere, the
// line of the last value on the way.
func (d document) line(path []string) int {
	node := d.root
	for _, step := range path {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	return node.Line
}

// child is the value under a key of a mapping, or the element of a sequence.
func child(node *yaml.Node, step string) *yaml.Node {
	switch node.Kind {
	case yaml.MappingNode:
		for pair := range slices.Chunk(node.Content, 2) {
			if pair[0].Value == step {
				return pair[1]
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node.Content) {
			return node.Content[i]
		}
	case yaml.AliasNode:
		return child(node.Alias, step)
	}
	return nil
}

// field prints a path as people write it: "statements[3].kind".
func field(path []string) string {
	var b strings.Builder
	for _, step := range path {
		if _, err := strconv.Atoi(step); err == nil {
			b.WriteString("[" + step + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}
