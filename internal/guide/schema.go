package guide

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemaFile is where a schema file system keeps the schema of guides.
const schemaFile = "schemas/guide.schema.json"

// schema is the compiled schema with its source, from which the sentences take
// the names of known fields and the descriptions.
type schema struct {
	compiled *jsonschema.Schema
	source   any
}

func loadSchema(files fs.FS) (schema, error) {
	raw, err := fs.ReadFile(files, schemaFile)
	if err != nil {
		return schema{}, fmt.Errorf("reading the schema of guides: %w", err)
	}
	source, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return schema{}, fmt.Errorf("%s: %w", schemaFile, err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemaFile, source); err != nil {
		return schema{}, fmt.Errorf("%s: %w", schemaFile, err)
	}
	compiled, err := compiler.Compile(schemaFile)
	if err != nil {
		return schema{}, fmt.Errorf("%s: %w", schemaFile, err)
	}
	return schema{compiled, source}, nil
}

// check validates a document. The error is the [*Problem] that comes first in
// the file.
func (s schema) check(d document) error {
	err := s.compiled.Validate(d.data)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("%s: %w", d.name, err)
	}
	var problems []*Problem
	for _, leaf := range leaves(invalid) {
		problems = append(problems, s.problem(d, leaf))
	}
	return slices.MinFunc(problems, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Field, b.Field))
	})
}

// leaves are the errors that have no further cause.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var found []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		found = append(found, leaves(cause)...)
	}
	return found
}

// at returns the part of the schema's source that an error's address points to.
func (s schema) at(address string) map[string]any {
	_, pointer, _ := strings.Cut(address, "#")
	node := s.source
	for step := range strings.SplitSeq(strings.Trim(pointer, "/"), "/") {
		object, ok := node.(map[string]any)
		if !ok {
			return nil
		}
		if step != "" {
			node = object[step]
		}
	}
	object, _ := node.(map[string]any)
	return object
}

// known lists the fields that the schema has at an error's address.
func (s schema) known(address string) string {
	properties, _ := s.at(address)["properties"].(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(properties)), ", ")
}

// description is what the schema says about values at an error's address.
func (s schema) description(address string) string {
	text, _ := s.at(address)["description"].(string)
	return text
}
