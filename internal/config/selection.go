package config

import (
	"slices"
	"strings"
	"unicode"
)

// Selection is what a run was told by environment, as words before a command:
// "GONOGO_RELEASES=7.1.0 GONOGO_URL=…". Left out is what stands at its default,
// and what has no bearing on results. Of variables that hold addresses, people,
// files and secrets only the name is told.
func Selection(lookup func(string) (string, bool)) string {
	var words []string
	for field := range structFields(Config{}) {
		name := field.Tag.Get("env")
		value, set := lookup(name)
		if !set || value == "" || value == field.Tag.Get("default") || slices.Contains(withoutBearing(), name) {
			continue
		}
		if !slices.Contains(chosen(), name) {
			value = "…"
		}
		words = append(words, name+"="+strings.Join(strings.FieldsFunc(value, unicode.IsSpace), ""))
	}
	return strings.Join(words, " ")
}

// chosen are the variables whose values are words that gonogo knows.
func chosen() []string {
	return []string{"GONOGO_STACK", "GONOGO_GUIDES", "GONOGO_RELEASES", "GONOGO_ENGINE", "GONOGO_IMAGES", "GONOGO_PROVIDER", "GONOGO_ATTACHED_ANYWAY", "GONOGO_FAULT", "GONOGO_LATENCY"}
}

// withoutBearing are the variables that say how a run is kept, shown and named.
func withoutBearing() []string {
	return []string{
		"GONOGO_HEADFUL", "GONOGO_KEEP", "GONOGO_EVIDENCE", "GONOGO_BROWSER", "GONOGO_RUN", "GONOGO_PLAN",
		"GONOGO_COMMIT", "GONOGO_SHARD",
	}
}
