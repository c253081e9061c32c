package op

import "gonogo/internal/provider"

// Claims are what a provider says about a person.
type Claims map[string]any

// Text sets a claim unless the value is empty: the provider does not have it.
func (c Claims) Text(name, value string) {
	if value != "" {
		c[name] = value
	}
}

// Overlay sets the person's own claims on top; nil removes a claim.
func (c Claims) Overlay(person provider.Person) Claims {
	for name, value := range person.Claims {
		if value == nil {
			delete(c, name)
		} else {
			c[name] = value
		}
	}
	return c
}

// List is the list, and an empty one in JSON where the person has none.
func List(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

// OrElse is the value that a person has, or the provider's default.
func OrElse(value *bool, otherwise bool) bool {
	if value == nil {
		return otherwise
	}
	return *value
}
