package observed

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"

	"go.yaml.in/yaml/v4"
)

// folder is where a file system keeps the sections.
const folder = "observed"

// Load reads every section of files, in the order of their file names. An error
// is one sentence with file and line.
func Load(files fs.FS) ([]Section, error) {
	names, err := fs.Glob(files, folder+"/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("finding the observed cases: %w", err)
	}
	var sections []Section
	ids := map[string]string{}
	for _, name := range names {
		s, err := read(files, name)
		if err != nil {
			return nil, err
		}
		for _, c := range s.Cases {
			if other, taken := ids[c.ID]; taken {
				return nil, fmt.Errorf("%s: the case %s is in %s already", name, c.ID, other)
			}
			ids[c.ID] = name
		}
		sections = append(sections, s)
	}
	return sections, nil
}

func read(files fs.FS, name string) (Section, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return Section{}, fmt.Errorf("reading the observed cases: %w", err)
	}
	var s Section
	if err := yaml.Load(raw, &s, yaml.WithKnownFields()); err != nil {
		return Section{}, located(name, err)
	}
	for _, c := range s.Cases {
		for _, r := range c.runs(s) {
			if err := r.check(); err != nil {
				return Section{}, fmt.Errorf("%s: the case %s %w", path.Base(name), r.key(), err)
			}
		}
	}
	return s, nil
}

// located words the first thing that the YAML decoder complains about.
func located(name string, err error) error {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	if errors.As(err, &all) && len(all.Errors) > 0 {
		one = all.Errors[0]
	}
	if one != nil || errors.As(err, &one) {
		return fmt.Errorf("%s:%d: %s", name, one.Mark.Line, one.Message)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// run is one case or one variant of it, complete.
type run struct {
	section Section
	id      string
	title   string
	variant string
	Setup
}

// runs lists the variants of a case; a case without any is one run.
func (c Case) runs(s Section) []run {
	base := c.Setup
	base.Service = merged(s.Service, c.Service)
	base.Identity = patched(s.Identity, c.Identity)
	if len(c.Variants) == 0 {
		return []run{{section: s, id: c.ID, title: c.Title, Setup: base}}
	}
	var all []run
	for _, v := range c.Variants {
		all = append(all, run{section: s, id: c.ID, title: c.Title, variant: v.Name, Setup: base.with(v.Setup)})
	}
	return all
}

// with lays a variant over a case.
func (s Setup) with(v Setup) Setup {
	s.Service = merged(s.Service, v.Service)
	s.Workspace = merged(s.Workspace, v.Workspace)
	s.Identity = patched(s.Identity, v.Identity)
	if v.Accounts != nil {
		s.Accounts = v.Accounts
	}
	if v.Replies != nil {
		s.Replies = v.Replies
	}
	if v.Style != "" {
		s.Style = v.Style
	}
	if v.Steps != nil {
		s.Steps = v.Steps
	}
	if v.Expect != nil {
		s.Expect = v.Expect
	}
	return s
}

// key names the run as its test does: "B1/merge".
func (r run) key() string {
	if r.variant == "" {
		return r.id
	}
	return r.id + "/" + r.variant
}

// check finds what the schema cannot see: a run is complete only with what its
// case and section add.
func (r run) check() error {
	switch {
	case r.Expect == nil:
		return errors.New("expects nothing")
	case r.judged() < 0:
		return errors.New("has no step that logs in")
	case r.Expect.Sees == "" && r.endsWithLogin():
		return errors.New("does not say what the person sees")
	}
	return nil
}

// endsWithLogin is false for a run that goes on after the login.
func (r run) endsWithLogin() bool {
	last := r.steps()[len(r.steps())-1].Do
	return last == "login" || last == "submit" || last == "access-token"
}

// steps are what happens: one login if nothing else is said.
func (r run) steps() []Step {
	if len(r.Steps) == 0 {
		return []Step{{Do: "login"}}
	}
	return r.Steps
}

// judged is the index of the step with which the judged login begins.
func (r run) judged() int {
	last := -1
	for i, s := range r.steps() {
		switch s.Do {
		case "login", "authorize", "access-token":
			last = i
		}
	}
	return last
}

func merged(under, over map[string]any) map[string]any {
	m := map[string]any{}
	maps.Copy(m, under)
	maps.Copy(m, over)
	return m
}

// patched is a JSON merge patch: null removes, mappings are patched within.
func patched(document, patch map[string]any) map[string]any {
	m := merged(document, nil)
	for key, value := range patch {
		inner, isMap := value.(map[string]any)
		former, wasMap := m[key].(map[string]any)
		switch {
		case value == nil:
			delete(m, key)
		case isMap && wasMap:
			m[key] = patched(former, inner)
		case isMap:
			m[key] = patched(nil, inner)
		default:
			m[key] = value
		}
	}
	return m
}
