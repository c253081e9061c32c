package rocketchat

import (
	"strings"

	"gonogo/internal/release"
)

// infoEndpoints tell the version (§2.1, §14.1). Since 4.0 strangers see major and
// minor only, and the path with v1 is gone.
func (a *api) infoEndpoints() []endpoint {
	unlimited := limit{none: true}
	endpoints := []endpoint{{pattern: "GET /api/info", anyone: true, limit: unlimited, serve: a.info}}
	if !a.options.Release.Has(release.ShortVersion) {
		endpoints = append(endpoints, endpoint{pattern: "GET /api/v1/info", anyone: true, limit: unlimited, serve: a.info})
	}
	return endpoints
}

func (a *api) info(c *call) (answer, error) {
	version := a.options.Release.Version
	if c.isAdmin() {
		return success(map[string]any{"version": version, "info": map[string]any{"version": version}}), nil
	}
	if a.options.Release.Has(release.ShortVersion) {
		parts := strings.SplitN(version, ".", 3)
		version = strings.Join(parts[:2], ".")
	}
	return success(map[string]any{"version": version}), nil
}
