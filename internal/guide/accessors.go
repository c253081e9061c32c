package guide

import "gonogo/internal/release"

// About returns the statements of the guide on a topic, in the guide's order.
func (g *Guide) About(topic Topic) []Statement {
	var found []Statement
	for _, s := range g.Statements {
		if s.Topic == topic {
			found = append(found, s)
		}
	}
	return found
}

// Setting returns the value that the guide gives to a setting, as printed, with
// the choices filled in; placeholders that only a run fills stay in braces. A
// JSON field map counts for the fields that it is read as ("username-field").
// It reports false where the guide leaves the setting unsaid.
func (g *Guide) Setting(topic Topic) (value string, ok bool) {
	for _, s := range g.Statements {
		if s.Kind != KindSetting {
			continue
		}
		k, err := labelled(s.Label)
		if err == nil && (k.topic == topic || k.standsFor().topic == topic) {
			value, _ = fill(s.Value, g.chosen())
			return value, true
		}
	}
	return "", false
}

// LoginStyle is the login style that the guide leads to: "redirect", "popup",
// or "" for the option Default. A guide that is silent leads to Rocket.Chat's
// default, popup. ([Load] refuses a guide with any other style.)
func (g *Guide) LoginStyle() string {
	if printed, ok := g.Setting("login-style"); ok {
		if style, err := parseOption(loginStyles(), printed); err == nil {
			return style
		}
	}
	return "popup"
}

// Button is the button of a service as a login page shows it.
type Button struct {
	Text      string // empty: the page shows a blank button
	TextColor string // CSS colour; empty: the page applies none
	Color     string // of the background; likewise
}

// Button returns the button that the guide's settings lead to on a release:
// what the guide says, else Rocket.Chat's defaults (§1.2, §9.1).
func (g *Guide) Button(r release.Release) Button {
	var b Button
	if b.Text, _ = g.Setting("button-label-text"); b.Text == "" && r.Has(release.ReactLoginPage) {
		b.Text = "Sign in with " + NewService(g.Service).Name
	}
	if r.Has(release.ButtonColours) {
		b.TextColor = g.settingOr("button-label-color", "#FFFFFF")
		b.Color = g.settingOr("button-color", "#1d74f5")
	}
	return b
}

// NamedButton returns the statement that says, outside of the settings, what the
// button reads, or nil: a guide may name a text that its settings do not lead to.
func (g *Guide) NamedButton() *Statement {
	for _, s := range g.About(TopicButtonOnLoginPage) {
		if s.Button != "" {
			return &s
		}
	}
	return nil
}

// settingOr returns what the guide says, or a default where it is silent.
func (g *Guide) settingOr(topic Topic, byDefault string) string {
	if value, ok := g.Setting(topic); ok {
		return value
	}
	return byDefault
}
