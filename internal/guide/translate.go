package guide

import (
	"fmt"
	"maps"
	"strings"

	"gonogo/internal/release"
)

// Translation is a guide as a release of Rocket.Chat takes it: what to write,
// and where the guide does not fit.
type Translation struct {
	Service Service
	// Settings are the service's own, in the guide's order but for the enable
	// setting, which comes last: until then an unfinished service has no button,
	// however long the writing takes (§1.3).
	Settings []Setting
	// Workspace are settings of the whole workspace, in the guide's order.
	Workspace []Setting
	// Optional are settings that the guide itself calls optional, in its order;
	// they are in neither of the other lists.
	Optional []Setting
	// Findings say where the guide does not hold on this release, in its order.
	Findings []Finding
}

// Setting is one setting with the value to write.
type Setting struct {
	ID        string // "Accounts_OAuth_Custom-Clavex-token_path"
	Value     any    // string or bool
	Statement string // id of the statement that it comes from
}

// String prints the setting with its statement, but not a secret.
func (s Setting) String() string {
	if strings.HasSuffix(s.ID, "-secret") {
		return fmt.Sprintf("%s = (secret withheld)  # %s", s.ID, s.Statement)
	}
	return fmt.Sprintf("%s = %#v  # %s", s.ID, s.Value, s.Statement)
}

// GoString does the same for %#v.
func (s Setting) GoString() string { return s.String() }

// Settings translates the guide for a release. Values fill the placeholders
// that the provider gives at run time, "client_id" and "client_secret"; they may
// also replace choices ("tenant"). What the guide leaves unsaid is not in the
// translation, so that it keeps Rocket.Chat's default. An unknown label or
// value, or a placeholder without value, is an error that names the statement.
func (g *Guide) Settings(r release.Release, values map[string]string) (Translation, error) {
	all := g.chosen()
	maps.Copy(all, values)
	service, _ := fill(g.Service, all)
	t := Translation{Service: NewService(service)}
	var enable []Setting
	for _, s := range g.Statements {
		if s.Kind != KindSetting {
			continue
		}
		k, err := labelled(s.Label)
		if err != nil {
			return Translation{}, fmt.Errorf("%s: label %w", s.ID, err)
		}
		t.Findings = append(t.Findings, k.findings(r, s)...)
		if k.missing(r) {
			continue
		}
		setting, err := t.Service.setting(k, s, all)
		if err != nil {
			return Translation{}, err
		}
		list := t.list(k, s)
		if k.topic == "enable" && !s.Optional {
			list = &enable
		}
		*list = append(*list, setting)
	}
	t.Settings = append(t.Settings, enable...)
	return t, nil
}

// list is where a setting belongs.
func (t *Translation) list(k known, s Statement) *[]Setting {
	switch {
	case s.Optional:
		return &t.Optional
	case k.workspace:
		return &t.Workspace
	default:
		return &t.Settings
	}
}

// setting fills and reads the value of one statement.
func (sv Service) setting(k known, s Statement, values map[string]string) (Setting, error) {
	printed, unfilled := fill(s.Value, values)
	if unfilled != "" {
		return Setting{}, fmt.Errorf("%s: nothing fills the placeholder {%s} of %q", s.ID, unfilled, s.Label)
	}
	value, err := k.parse(printed)
	if err != nil {
		return Setting{}, fmt.Errorf("%s: value of %q %w", s.ID, s.Label, err)
	}
	id := k.id
	if !k.workspace {
		id = sv.SettingID(k.id)
	}
	return Setting{ID: id, Value: value, Statement: s.ID}, nil
}
