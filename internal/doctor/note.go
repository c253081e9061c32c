package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/verdict"
)

// noteDrift tells the known breaks of this guide on this release that settings
// would mend, unless the workspace has those settings. Breaks of all guides are
// bugs of the release, which judgeRelease knows.
func (e *examination) noteDrift() {
	var told []string
	for _, d := range e.Drift {
		if !d.Mendable() || d.Guide != e.Guide.ID || slices.Contains(told, d.Reason) || e.mended(d) {
			continue
		}
		if in, err := e.release.In(d.Releases); err != nil || !in || d.Scheme != "" && !strings.HasPrefix(e.URL, d.Scheme+":") {
			continue
		}
		told = append(told, d.Reason)
		e.note("known of this guide on Rocket.Chat %s: %s (%s)", e.report.Release, d.Reason, mend(d))
	}
}

// mended tells whether the workspace has the settings that mend a break.
func (e *examination) mended(d verdict.Drift) bool {
	for suffix, value := range d.Settings {
		if e.config.values[suffix] != value {
			return false
		}
	}
	for id, value := range d.Workspace {
		if e.public[id] != value {
			return false
		}
	}
	return true
}

// mend is what would help, in the drift's words or as settings.
func mend(d verdict.Drift) string {
	if d.Mend != "" {
		return "mend: " + d.Mend
	}
	var all []string
	for _, settings := range []map[string]any{d.Settings, d.Workspace} {
		for _, name := range slices.Sorted(maps.Keys(settings)) {
			all = append(all, fmt.Sprintf("%s: %s", name, shown(settings[name])))
		}
	}
	return "mend: " + strings.Join(all, ", ")
}
