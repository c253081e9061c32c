package guide

import (
	"fmt"
	"slices"
	"strings"
)

// parse turns a value as a guide prints it into the value that Rocket.Chat
// stores: a string or a bool. The error reads on from the word "value".
func (k known) parse(value string) (any, error) {
	switch k.shape {
	case toggle:
		return parseToggle(value)
	case selected:
		return parseOption(k.options, value)
	default:
		return value, nil
	}
}

func parseToggle(value string) (any, error) {
	on, off := []string{"on", "true", "yes", "enable", "enabled"}, []string{"off", "false", "no", "disable", "disabled"}
	switch {
	case slices.Contains(on, plain(value)):
		return true, nil
	case slices.Contains(off, plain(value)):
		return false, nil
	}
	return nil, fmt.Errorf("must be on or off, not %q; known values: %s", value, strings.Join(append(on, off...), ", "))
}

// parseOption takes the label of an option or the value behind it.
func parseOption(options []option, value string) (string, error) {
	var labels []string
	for _, o := range options {
		if plain(o.label) == plain(value) || o.value != "" && o.value == plain(value) {
			return o.value, nil
		}
		labels = append(labels, o.label)
	}
	return "", fmt.Errorf("must be an option of the administration pages, not %q; known values: %s", value, strings.Join(labels, ", "))
}
