package guide

import (
	"fmt"

	"gonogo/internal/release"
)

// Finding is something that a reader of the guide should know: a statement
// that does not hold as printed.
type Finding struct {
	Statement string // id of the statement
	Text      string // one sentence: what is wrong and what was done instead
}

// String prints the statement and the sentence.
func (f Finding) String() string { return f.Statement + ": " + f.Text }

// missing reports whether the release does not have the setting.
func (k known) missing(r release.Release) bool { return k.since != "" && !r.Has(k.since) }

// findings are what a release makes of a setting that a guide names.
func (k known) findings(r release.Release, s Statement) []Finding {
	switch {
	case k.missing(r):
		return found(s, "Rocket.Chat %s has no setting %q; it was left out", r, k.label)
	case k.reading:
		return found(s, "Rocket.Chat has no JSON field map; %q was read as the setting %q", s.Label, k.standsFor().label)
	case k.idle == withoutLicence && r.Has(release.PremiumMapping):
		return found(s, "Rocket.Chat %s maps roles and groups with a licence only; %q was written but has no effect without one", r, k.label)
	case k.idle == serviceUnlicensed && r.Has(release.PremiumOAuth):
		return found(s, "Rocket.Chat %s runs custom OAuth with a licence only; %q reads false without one", r, k.label)
	case k.idle == colourDisregarded && !r.Has(release.ButtonColours):
		return found(s, "the login page of Rocket.Chat %s does not apply colours; %q was written but has no effect", r, k.label)
	}
	return nil
}

func found(s Statement, text string, args ...any) []Finding {
	return []Finding{{Statement: s.ID, Text: fmt.Sprintf(text, args...)}}
}
