package guide

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// IDs lists the guides under test, in the order in which reports name them.
func IDs() []string {
	return []string{"authentik", "clavex", "encvoy", "entra", "miniorange"}
}

// Load reads guides/<id>.yaml from files and checks it against
// schemas/guide.schema.json there. What is wrong with the file comes back as a
// [*Problem]; an unknown id gets an error that lists the known ones.
func Load(files fs.FS, id string) (*Guide, error) {
	if !slices.Contains(IDs(), id) {
		return nil, fmt.Errorf("unknown guide %q; known guides: %s", id, strings.Join(IDs(), ", "))
	}
	s, err := loadSchema(files)
	if err != nil {
		return nil, err
	}
	return load(files, id, s)
}

// LoadAll reads the guides of [IDs], in that order.
func LoadAll(files fs.FS) ([]*Guide, error) {
	s, err := loadSchema(files)
	if err != nil {
		return nil, err
	}
	var guides []*Guide
	for _, id := range IDs() {
		g, err := load(files, id, s)
		if err != nil {
			return nil, err
		}
		guides = append(guides, g)
	}
	return guides, nil
}

// LoadFile reads a publisher's own guide from path. The schema is taken from
// schemas/guide.schema.json in schemas. Errors are those of [Load].
func LoadFile(path string, schemas fs.FS) (*Guide, error) {
	s, err := loadSchema(schemas)
	if err != nil {
		return nil, err
	}
	g, _, err := readFile(path, s)
	return g, err
}

// LoadOwn reads a publisher's own guide from path, as [LoadFile] does, to run it: its
// id must be one of [IDs], since those are the providers that gonogo can run.
func LoadOwn(path string, schemas fs.FS) (*Guide, error) {
	s, err := loadSchema(schemas)
	if err != nil {
		return nil, err
	}
	g, d, err := readFile(path, s)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(IDs(), g.ID) {
		return nil, d.problem([]string{"id"}, "must name a provider that gonogo can run, not %q; known: %s", g.ID, strings.Join(IDs(), ", "))
	}
	return g, nil
}

// readFile reads the guide in a file.
func readFile(path string, s schema) (*Guide, document, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, document{}, fmt.Errorf("reading the guide %s: %w", path, reason(err))
	}
	return read(path, raw, s)
}

// load reads one of the project's own guides, whose file is named after it.
func load(files fs.FS, id string, s schema) (*Guide, error) {
	name := "guides/" + id + ".yaml"
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the guide %s: %w", name, reason(err))
	}
	g, d, err := read(name, raw, s)
	if err != nil {
		return nil, err
	}
	if g.ID != id {
		return nil, d.problem([]string{"id"}, "must be %q as the file is named, not %q", id, g.ID)
	}
	return g, nil
}

// read turns the content of a guide file into a guide: parse, validate, decode,
// check, fill.
func read(name string, raw []byte, s schema) (*Guide, document, error) {
	d, err := parse(name, raw)
	if err != nil {
		return nil, d, err
	}
	if err := s.check(d); err != nil {
		return nil, d, err
	}
	var g Guide
	if err := d.root.Decode(&g); err != nil {
		return nil, d, d.notYAML(err)
	}
	if err := g.check(d); err != nil {
		return nil, d, err
	}
	g.fillFields()
	return &g, d, nil
}

// reason drops the operation and the path from a file error: the sentence
// around it names the file already.
func reason(err error) error {
	var file *fs.PathError
	if errors.As(err, &file) {
		return file.Err
	}
	return err
}
