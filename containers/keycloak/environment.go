package keycloak

import (
	"fmt"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// environment is Keycloak's configuration. A whole URL as hostname fixes every
// address that Keycloak prints, whoever asks; proxy headers tell it who asked.
func (s *settings) environment() map[string]string {
	return map[string]string{
		s.adminVariables[0]: s.adminUser,
		s.adminVariables[1]: s.adminKey,
		"KC_HEALTH_ENABLED": "true",
		"KC_HOSTNAME":       s.base,
		"KC_PROXY_HEADERS":  "xforwarded",
	}
}

// adminVariables are the names of the variables for the first administrator's
// name and password. Keycloak 26 has them under new names
// (keycloak.org/docs/26.0.0/upgrading). An image without a version in its tag
// counts as a current one.
func adminVariables(image string) ([2]string, error) {
	current := [2]string{"KC_BOOTSTRAP_ADMIN_USERNAME", "KC_BOOTSTRAP_ADMIN_PASSWORD"}
	v, err := semver.NewVersion(tag(image))
	switch {
	case err != nil || v.Major() >= 26:
		return current, nil
	case v.Major() == 25:
		return [2]string{"KEYCLOAK_ADMIN", "KEYCLOAK_ADMIN_PASSWORD"}, nil
	}
	return [2]string{}, fmt.Errorf("%s is too old: releases before 25 have other options for host name and health", image)
}

// tag is "26.8.0" of "quay.io/keycloak/keycloak:26.8.0@sha256:…".
func tag(image string) string {
	image, _, _ = strings.Cut(image, "@")
	_, tag, _ := strings.Cut(image[strings.LastIndex(image, "/")+1:], ":")
	return tag
}
