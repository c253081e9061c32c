package stack

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/rocketchat"
)

// Value is what was written to the service's setting with a suffix
// ("login_style"); it reports false where the guide leaves the setting alone.
func (c Configured) Value(suffix string) (any, bool) {
	for _, s := range c.Settings {
		if s.ID == c.Service.SettingID(suffix) {
			return s.Value, true
		}
	}
	return nil, false
}

// ApplyService writes settings of a service, by suffix ("" is the enable
// setting), and waits until the login service shows them.
func ApplyService(ctx context.Context, s Stack, service guide.Service, values map[string]any) error {
	settings, err := visibly(ctx, s, service, values)
	if err != nil {
		return err
	}
	for _, setting := range hiddenFirst(s.Release(), service, settings) {
		if err := s.Admin().SetSetting(ctx, setting.ID, setting.Value); err != nil {
			return fmt.Errorf("writing %s: %w", setting.ID, err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, effectLimit)
	defer cancel()
	_, err = s.Admin().WaitService(ctx, service.Key, shown(s.Release(), service, settings))
	return err
}

// visibly are the settings to write. Where the login service looks the same with
// them as without (it never shows the secret), its button's text colour gets or
// loses a space at its end, which draws the same: all settings take effect at
// once, about two seconds after the last was written (§1.3), so that the colour
// tells when the others have.
func visibly(ctx context.Context, s Stack, service guide.Service, values map[string]any) ([]guide.Setting, error) {
	var settings []guide.Setting
	for _, suffix := range slices.Sorted(maps.Keys(values)) {
		settings = append(settings, guide.Setting{ID: service.SettingID(suffix), Value: values[suffix]})
	}
	services, err := s.Admin().OAuthServices(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the login services: %w", err)
	}
	i := slices.IndexFunc(services, func(other rocketchat.Service) bool { return other["service"] == service.Key })
	if i < 0 || !shown(s.Release(), service, settings)(services[i]) {
		return settings, nil
	}
	colour := fmt.Sprint(services[i]["buttonLabelColor"])
	other := strings.TrimSuffix(colour, " ")
	if other == colour {
		other += " "
	}
	return append(settings, guide.Setting{ID: service.SettingID("button_label_color"), Value: other}), nil
}
