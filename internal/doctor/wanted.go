package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/guide"
)

// wanted is what the settings should be.
type wanted struct {
	service   []want // in the guide's order
	workspace []want
}

// want is one setting as the guide has it.
type want struct {
	suffix string // of the service's setting; of the workspace's: the whole id
	value  any
	// statement says so; empty where the value was chosen by Case.Wanted.
	statement guide.Statement
	// open marks a value that the guide leaves to its reader.
	open bool
}

// readWanted translates the guide for the release.
func (e *examination) readWanted() error {
	t, err := e.Guide.Settings(e.release, map[string]string{"client_id": e.config.text("id"), "client_secret": "-"})
	if err != nil {
		return fmt.Errorf("translating the guide %s for Rocket.Chat %s: %w", e.Guide.ID, e.release, err)
	}
	statements := map[string]guide.Statement{}
	for _, s := range e.Guide.Statements {
		statements[s.ID] = s
	}
	prefix := e.service.SettingID("")
	for _, s := range t.Settings {
		suffix := strings.TrimPrefix(strings.TrimPrefix(s.ID, prefix), "-")
		w := want{suffix: suffix, value: s.Value, statement: statements[s.Statement]}
		w.open = strings.Contains(w.statement.Value, "{")
		e.wanted.service = append(e.wanted.service, w)
	}
	for _, s := range t.Workspace {
		e.wanted.workspace = append(e.wanted.workspace, want{suffix: s.ID, value: s.Value, statement: statements[s.Statement]})
	}
	e.chooseWanted()
	return nil
}

// chooseWanted lets what differs on purpose go before the guide.
func (e *examination) chooseWanted() {
	for _, suffix := range slices.Sorted(maps.Keys(e.Wanted)) {
		chosen := want{suffix: suffix, value: e.Wanted[suffix]}
		i := slices.IndexFunc(e.wanted.service, func(w want) bool { return w.suffix == suffix })
		if i >= 0 {
			e.wanted.service[i] = chosen
			continue
		}
		e.wanted.service = append(e.wanted.service, chosen)
	}
}

// of is what the guide, or the case, wants of a setting of the service.
func (w wanted) of(suffix string) (want, bool) {
	for _, one := range w.service {
		if one.suffix == suffix {
			return one, true
		}
	}
	return want{}, false
}

// text is the same as text; empty where nothing is wanted.
func (w wanted) text(suffix string) string {
	one, _ := w.of(suffix)
	text, _ := one.value.(string)
	return text
}

// endpoint is the address that the guide leads to; empty where it names no path.
func (w wanted) endpoint(suffix string, modern bool) string {
	if path := w.text(suffix); path != "" {
		return joined(w.text("url"), path, modern)
	}
	return ""
}

// differs tells whether a setting of the service is not as wanted. What nobody
// wants or could read does not differ.
func (e *examination) differs(suffix string) bool {
	w, said := e.wanted.of(suffix)
	found, read := e.config.values[suffix]
	return said && read && found != w.value
}
