package verdict

import (
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// entry is one item of drift.yaml: what is known, of one or several promises of
// one or several guides.
type entry struct {
	Guide   names `yaml:"guide"`
	Promise names `yaml:"promise"`
	Drift   `yaml:",inline"`
}

// names is one name or a list of them.
type names []string

// UnmarshalYAML reads a text or a list of texts.
func (n *names) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.SequenceNode {
		if err := node.Decode((*[]string)(n)); err != nil {
			return err
		}
		return n.check()
	}
	var one string
	if err := node.Decode(&one); err != nil {
		return fmt.Errorf("a name, or a list of names: %w", err)
	}
	*n = names{one}
	return n.check()
}

// check refuses what no guide or scenario is called.
func (n names) check() error {
	for _, name := range n {
		if strings.ContainsFunc(name, unicode.IsControl) {
			return fmt.Errorf("%q is no name", name)
		}
	}
	return nil
}

// drifts are the entry's, one for each guide and promise. An entry without any
// of them has one without name, which is refused.
func (e entry) drifts() List {
	var list List
	for _, guide := range e.Guide.orNone() {
		for _, promise := range e.Promise.orNone() {
			d := e.Drift
			d.Guide, d.Promise = guide, promise
			list = append(list, d)
		}
	}
	return list
}

func (n names) orNone() names {
	if len(n) == 0 {
		return names{""}
	}
	return n
}
