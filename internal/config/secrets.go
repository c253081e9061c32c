package config

import "reflect"

// Secrets are the values of those variables that hold secrets and are set.
func Secrets(lookup func(string) (string, bool)) []string {
	var values []string
	for field := range structFields(Config{}) {
		if field.Type != reflect.TypeFor[Secret]() {
			continue
		}
		if value, _ := lookup(field.Tag.Get("env")); value != "" {
			values = append(values, value)
		}
	}
	return values
}
