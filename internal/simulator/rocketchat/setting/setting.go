// Package setting keeps the settings of the simulated Rocket.Chat: a registry
// with the ids, types and defaults of a release (§1.2, §2.3, §2.4, §2.6), the
// rules by which the environment changes them (§1.4), and the documents in
// rocketchat_settings with a copy in memory that is always current.
package setting

import "time"

// Type is the kind of value that a setting takes.
type Type string

// The types that occur here, with the names that Rocket.Chat's documents use.
const (
	Boolean Type = "boolean"
	Int     Type = "int"
	String  Type = "string"
	Select  Type = "select"
	Code    Type = "code"
)

// Choice is one value of a select setting.
type Choice struct {
	Key   string `bson:"key" json:"key"`
	Label string `bson:"i18nLabel" json:"i18nLabel"`
}

// Setting is a document of rocketchat_settings. Value and PackageValue are a
// bool, an int or a string; PackageValue is the release's default.
type Setting struct {
	ID           string    `bson:"_id" json:"_id"`
	Value        any       `bson:"value" json:"value"`
	PackageValue any       `bson:"packageValue" json:"packageValue"`
	ValueSource  string    `bson:"valueSource" json:"valueSource"`
	Type         Type      `bson:"type" json:"type"`
	Group        string    `bson:"group" json:"group"`
	Section      string    `bson:"section,omitempty" json:"section,omitempty"`
	Label        string    `bson:"i18nLabel" json:"i18nLabel"`
	Description  string    `bson:"i18nDescription" json:"i18nDescription"`
	Choices      []Choice  `bson:"values,omitempty" json:"values,omitempty"`
	Public       bool      `bson:"public" json:"public"`
	Hidden       bool      `bson:"hidden" json:"hidden"`
	Blocked      bool      `bson:"blocked" json:"blocked"`
	Sorter       int       `bson:"sorter" json:"sorter"`
	Enterprise   bool      `bson:"enterprise,omitempty" json:"enterprise,omitempty"`
	InvalidValue any       `bson:"invalidValue,omitempty" json:"invalidValue,omitempty"`
	Modules      []string  `bson:"modules,omitempty" json:"modules,omitempty"`
	CreatedAt    time.Time `bson:"createdAt" json:"createdAt"`
	Registered   time.Time `bson:"ts" json:"ts"`
	UpdatedAt    time.Time `bson:"_updatedAt" json:"_updatedAt"`
}

// Effective is the value that the server works with. No licence is simulated,
// so premium settings read as their invalid value, whatever is stored (§1.2).
func (s Setting) Effective() any {
	if s.Enterprise {
		return s.InvalidValue
	}
	return s.Value
}
