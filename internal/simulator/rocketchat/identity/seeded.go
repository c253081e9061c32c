package identity

import (
	"maps"
	"regexp"
	"strings"

	"gonogo/internal/simulator/seeded"
)

// mistaken is the mapping as a bug reads it.
func (c Config) mistaken() Config {
	if c.Seeded.Has(seeded.NameFieldIgnored) {
		c.NameField = ""
	}
	return c
}

// received is the provider's answer as a bug reads it.
func (c Config) received(raw map[string]any) map[string]any {
	if !c.Seeded.Has(seeded.SubBeforeID) || !Truthy(raw["sub"]) {
		return raw
	}
	raw = maps.Clone(raw)
	delete(raw, "id")
	delete(raw, "_id")
	return raw
}

// retype changes the type of the id.
func (c Config) retype(identity map[string]any) {
	if id := identity["id"]; Truthy(id) && c.Seeded.Has(seeded.IDAsText) {
		identity["id"] = Text(id)
	}
}

// called is what an error calls a field.
func (c Config) called(field string) string {
	if c.Seeded.Has(seeded.ExtractionMisnamed) {
		return "username"
	}
	return field
}

// evaluate reads a field definition, with the bugs that are planted.
func (c Config) evaluate(field string, identity map[string]any) (any, error) {
	if c.Seeded.Has(seeded.IndexUnknown) && regexp.MustCompile(`\.\d+(\.|$)`).MatchString(field) {
		return undefined{}, nil
	}
	if c.Seeded.Has(seeded.PatternIgnored) {
		field = regexp.MustCompile(`/.*?/::`).ReplaceAllString(field, "")
	}
	v, err := evaluate(field, identity)
	if text, ok := v.(string); ok && c.Seeded.Has(seeded.UndefinedLeftOut) {
		return strings.ReplaceAll(text, "undefined", ""), err
	}
	return v, err
}
