package setting

import "time"

// definition is what the release's code knows of a setting.
type definition struct {
	id           string
	kind         Type
	value        any // default: bool, int or string
	label        string
	choices      []Choice
	public       bool
	hidden       bool
	enterprise   bool
	invalidValue any
}

// section is a heading of the administration page with its settings.
type section struct {
	group, name string
	definitions []definition
}

// private defines a setting that administrators alone can read. The type
// follows from the default.
func private(id string, value any) definition {
	return definition{id: id, kind: typeOf(value), value: value}
}

// public defines a setting that settings.public lists.
func public(id string, value any) definition {
	d := private(id, value)
	d.public = true
	return d
}

// choose turns a text setting into a selection. Keys are their own labels.
func (d definition) choose(keys ...string) definition {
	d.kind = Select
	for _, key := range keys {
		d.choices = append(d.choices, Choice{Key: key, Label: key})
	}
	return d
}

// conceal hides a setting from the REST API.
func (d definition) conceal() definition {
	d.hidden = true
	return d
}

func typeOf(value any) Type {
	switch value.(type) {
	case bool:
		return Boolean
	case int:
		return Int
	default:
		return String
	}
}

// document makes the setting as it is first inserted, before the environment.
func (d definition) document(group, section string, sorter int, now time.Time) Setting {
	label := d.label
	if label == "" {
		label = d.id
	}
	s := Setting{
		ID: d.id, Value: d.value, PackageValue: d.value, ValueSource: "packageValue", Type: d.kind,
		Group: group, Section: section, Label: label, Description: d.id + "_Description",
		Choices: d.choices, Public: d.public, Hidden: d.hidden, Sorter: sorter,
		CreatedAt: now, Registered: now, UpdatedAt: now,
	}
	if d.enterprise {
		s.Enterprise, s.InvalidValue, s.Modules = true, d.invalidValue, []string{"oauth-enterprise"}
	}
	return s
}
