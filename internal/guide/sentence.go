package guide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// problem words one error of the schema as a sentence about the file.
func (s schema) problem(d document, e *jsonschema.ValidationError) *Problem {
	path := e.InstanceLocation
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		return d.problem(within(path, k.Missing[0]), "is missing")
	case *kind.AdditionalProperties:
		return d.problem(within(path, k.Properties[0]), "is no known field; known fields: %s", s.known(e.SchemaURL))
	case *kind.FalseSchema:
		return d.problem(path, "does not belong to a statement of this kind")
	case *kind.Pattern:
		return d.problem(path, "must be %s, not %q", s.description(e.SchemaURL), k.Got)
	}
	return d.problem(path, "%s", expectation(e.ErrorKind))
}

// expectation words the errors that need nothing but themselves.
func expectation(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.Type:
		return wrongType(k.Want, k.Got)
	case *kind.InvalidJsonValue:
		return wrongType([]string{"string"}, "date")
	case *kind.Enum:
		return fmt.Sprintf("must be one of %s, not %q", list(k.Want), k.Got)
	case *kind.Minimum:
		return fmt.Sprintf("must be %s or more, not %s", k.Want.RatString(), k.Got.RatString())
	case *kind.MinLength:
		return "must not be empty"
	case *kind.MaxLength:
		return fmt.Sprintf("must be at most %d characters long, not %d", k.Want, k.Got)
	case *kind.MinItems:
		return "must have at least one entry"
	default:
		return "does not follow the schema: " + strings.Join(k.KeywordPath(), "/")
	}
}

// wrongType says what a text usually lacks when YAML reads it as something else.
func wrongType(want []string, got string) string {
	text := fmt.Sprintf("must be of type %s, not %s", strings.Join(want, " or "), got)
	if slices.Contains(want, "string") && slices.Contains([]string{"boolean", "number", "date", "null"}, got) {
		text += " (put the value in quotes)"
	}
	return text
}

func list(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}

// within extends a path without touching the slice that it came in.
func within(path []string, steps ...string) []string {
	return append(slices.Clone(path), steps...)
}
