package stack

import (
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// shown is true of a login service that shows every setting as written, or of
// its absence where the settings switch it off.
func shown(r release.Release, service guide.Service, settings []guide.Setting) func(rocketchat.Service) bool {
	id := "Accounts_OAuth_Custom-" + service.Name
	fields, enabled := map[string]any{}, true
	for _, s := range settings {
		if s.ID == id {
			enabled = s.Value == true
		}
		if suffix, ok := strings.CutPrefix(s.ID, id+"-"); ok && !slices.Contains(hidden(r), suffix) {
			fields[field(suffix)] = s.Value
		}
	}
	return func(found rocketchat.Service) bool {
		if found == nil || !enabled {
			return found == nil && !enabled
		}
		for name, value := range fields {
			if found[name] != value {
				return false
			}
		}
		return true
	}
}

// hiddenFirst puts the settings that no login service shows before the others: when
// those are shown that were written after them, they have taken effect as well. The
// other way round a server that is quick, or a writer that is slow, shows everything
// before the secret has come.
func hiddenFirst(r release.Release, service guide.Service, settings []guide.Setting) []guide.Setting {
	var unseen, seen []guide.Setting
	for _, s := range settings {
		suffix, _ := strings.CutPrefix(s.ID, service.SettingID("")+"-")
		if slices.Contains(hidden(r), suffix) {
			unseen = append(unseen, s)
		} else {
			seen = append(seen, s)
		}
	}
	return slices.Concat(unseen, seen)
}

// hidden are the settings whose written value no login service shows: the
// secret, and those that need a licence, which read as their invalid value in a
// workspace without one (§1.2).
func hidden(r release.Release) []string {
	never := []string{"secret"}
	if r.Has(release.PremiumMapping) {
		never = append(never, "roles_claim", "groups_claim", "map_channels", "merge_roles", "roles_to_sync")
	}
	return never
}

// field is the name in the service's document of the setting with a suffix:
// the suffix in camel case but for three (§1.3).
func field(suffix string) string {
	switch suffix {
	case "url":
		return "serverURL"
	case "id":
		return "clientId"
	case "groups_channel_map":
		return "channelsMap"
	}
	words := strings.Split(suffix, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
