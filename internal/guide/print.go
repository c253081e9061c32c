package guide

import (
	"fmt"
	"strings"
)

// String prints the translation for people: the service, one setting a line
// with the statement that it comes from, and the findings. Secrets are withheld.
func (t Translation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "service %s, key %s\n", t.Service.Name, t.Service.Key)
	section(&b, "settings", t.Settings)
	section(&b, "workspace", t.Workspace)
	section(&b, "optional", t.Optional)
	section(&b, "findings", t.Findings)
	return b.String()
}

// section prints a list under its name, or nothing for an empty list.
func section[T any](b *strings.Builder, name string, entries []T) {
	if len(entries) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", name)
	for _, e := range entries {
		fmt.Fprintf(b, "  %v\n", e)
	}
}
