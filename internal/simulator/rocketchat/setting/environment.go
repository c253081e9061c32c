package setting

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"gonogo/internal/release"
)

// environment is the server's process environment (§1.4).
type environment map[string]string

// apply sets the value that the environment gives a new setting:
// OVERWRITE_SETTING_<id>, else <id> itself.
func (e environment) apply(s *Setting) {
	text, ok := e["OVERWRITE_SETTING_"+s.ID]
	if !ok {
		text, ok = e[s.ID]
	}
	if ok {
		s.Value, s.ValueSource = fromText(s.Type, text), "processEnvValue"
	}
}

// overwrite sets the value that wins over a stored one; it reports a change.
func (e environment) overwrite(s *Setting) bool {
	text, ok := e["OVERWRITE_SETTING_"+s.ID]
	if !ok || s.Value == fromText(s.Type, text) {
		return false
	}
	s.Value, s.ValueSource = fromText(s.Type, text), "processEnvValue"
	return true
}

// fromText converts as Rocket.Chat does: true and false are booleans whatever
// the type, int settings are parsed, all else is text. A number that cannot be
// read is 0 (NaN in Rocket.Chat).
func fromText(t Type, text string) any {
	switch {
	case text == "true":
		return true
	case text == "false":
		return false
	case t == Int:
		n, _ := strconv.Atoi(strings.TrimSpace(text)) // 0 on error
		return n
	default:
		return text
	}
}

const customVariable = "Accounts_OAuth_Custom_"

// customNames lists the services that the environment defines. A name ends at
// its first underscore, and the variable without suffix must exist. Releases
// before 3.6.2 know no such variables.
func (e environment) customNames(r release.Release) []string {
	if !r.Has(release.EnvironmentServices) {
		return nil
	}
	found := map[string]bool{}
	for key := range e {
		rest, ok := strings.CutPrefix(key, customVariable)
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(rest, "_")
		if _, exists := e[customVariable+name]; exists && name != "" {
			found[name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// customValues are the defaults that the environment gives the settings of a
// service, keyed as in custom. Empty values count as missing. Switches must be
// the text true, except that any text for _map_channels counts as on, and
// _show_button cannot be switched off.
func (e environment) customValues(name string) map[string]any {
	values := map[string]any{"": e[customVariable+name] == "true"}
	for key, text := range e {
		suffix, ok := strings.CutPrefix(key, customVariable+name+"_")
		switch {
		case !ok || text == "" || suffix == "show_button":
		case suffix == "merge_users" || suffix == "merge_users_distinct_services" || suffix == "merge_roles":
			values["-"+suffix] = text == "true"
		default:
			values["-"+suffix] = text
		}
	}
	return values
}
