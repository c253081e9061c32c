package stack

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gonogo/internal/guide"
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

// ApplyService writes settings of a service, by suffix, and waits until the
// login service shows them.
func ApplyService(ctx context.Context, s Stack, service guide.Service, values map[string]any) error {
	var settings []guide.Setting
	for _, suffix := range slices.Sorted(maps.Keys(values)) {
		setting := guide.Setting{ID: service.SettingID(suffix), Value: values[suffix]}
		if err := s.Admin().SetSetting(ctx, setting.ID, setting.Value); err != nil {
			return fmt.Errorf("writing %s: %w", setting.ID, err)
		}
		settings = append(settings, setting)
	}
	_, err := s.Admin().WaitService(ctx, service.Key, shown(s.Release(), service, settings))
	return err
}
