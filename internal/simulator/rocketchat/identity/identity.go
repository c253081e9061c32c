// Package identity turns what a provider's identity URL answers into the
// service data that Rocket.Chat works with: the normalisers that look for an
// id (§4.4), the mapped fields with their template language (§4.5), and the
// renaming of properties that the database refuses. It is pure.
//
// Values are those of encoding/json: map[string]any, []any, string, float64,
// bool and nil. A missing key stands for JavaScript's undefined, nil for null.
//
// Patterns in templates are read by Go's regexp, which knows neither lookaround
// nor backreferences; such a pattern fails here where JavaScript would take it.
package identity

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/simulator/seeded"
)

// Config names the mapped fields of a service. An empty field is not mapped.
type Config struct {
	UsernameField string
	EmailField    string
	AvatarField   string
	NameField     string
	Seeded        seeded.Set // bugs that the mapping has
}

// Normalise applies normalisers, mapping and renaming, in Rocket.Chat's order,
// and returns a new map; raw is left as it is. The error texts are the server's.
func Normalise(raw map[string]any, c Config) (map[string]any, error) {
	c = c.mistaken()
	identity := normaliseID(c.received(raw))
	c.retype(identity)
	for _, step := range []func(map[string]any, Config) error{mapUsername, mapEmail, mapAvatar, mapName} {
		if err := step(identity, c); err != nil {
			return nil, err
		}
	}
	return rename(identity).(map[string]any), nil
}

func mapUsername(identity map[string]any, c Config) error {
	if c.UsernameField == "" {
		return nil
	}
	v, err := c.evaluate(c.UsernameField, identity)
	if err != nil || !Truthy(v) {
		return errors.New("CustomOAuth: Failed to extract username")
	}
	identity["username"] = v
	return nil
}

func mapEmail(identity map[string]any, c Config) error {
	if c.EmailField == "" {
		return nil
	}
	v, err := c.evaluate(c.EmailField, identity)
	if err == nil && !Truthy(v) && c.Seeded.Has(seeded.MissingEmailLetIn) {
		return nil
	}
	if err != nil || !Truthy(v) {
		return errors.New("CustomOAuth: Failed to extract " + c.called("email"))
	}
	identity["email"] = v
	return nil
}

// mapAvatar never fails for a missing picture; the property is undefined then.
func mapAvatar(identity map[string]any, c Config) error {
	if c.AvatarField == "" {
		return nil
	}
	v, err := c.evaluate(c.AvatarField, identity)
	if err != nil {
		return errors.New("CustomOAuth: Failed to extract avatar url")
	}
	assign(identity, "avatarUrl", v)
	return nil
}

func mapName(identity map[string]any, c Config) error {
	if c.NameField == "" {
		assign(identity, "name", firstName(identity))
		return nil
	}
	v, err := c.evaluate(c.NameField, identity)
	if err != nil {
		return errors.New("CustomOAuth: Failed to extract custom name")
	}
	if !Truthy(v) {
		v = firstName(identity)
	}
	assign(identity, "name", v)
	return nil
}

// firstName is JavaScript's a || b || c: the first truthy value, else the last.
func firstName(identity map[string]any) any {
	for _, key := range []string{"name", "username", "nickname", "CharacterName", "userName", "preferred_username"} {
		if v := identity[key]; Truthy(v) {
			return v
		}
	}
	return lookup("user.name", identity)
}

// assign sets a property; undefined removes it, as the database drops it.
func assign(identity map[string]any, key string, v any) {
	if v == (undefined{}) {
		delete(identity, key)
		return
	}
	identity[key] = v
}

// rename replaces dots in property names, which the database does not take. Of two
// properties that become one the server keeps the later; Go's maps do not know which
// that was, and the later in the alphabet stands for it, so that one answer always
// has one result.
func rename(v any) any {
	switch v := v.(type) {
	case []any:
		renamed := make([]any, len(v))
		for i, e := range v {
			renamed[i] = rename(e)
		}
		return renamed
	case map[string]any:
		renamed := make(map[string]any, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			renamed[strings.ReplaceAll(k, ".", "_")] = rename(v[k])
		}
		return renamed
	default:
		return v
	}
}
