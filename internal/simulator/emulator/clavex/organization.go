package clavex

import (
	"fmt"
	"net/http"

	"gonogo/internal/simulator/emulator/op"
)

// superAdministered lets super administrators through, as which only API keys
// act here: the administrator is that of one organization.
func (p *Provider) superAdministered(next http.HandlerFunc) http.HandlerFunc {
	return p.authenticated(func(w http.ResponseWriter, r *http.Request, super bool) {
		if !super {
			refuse(w, http.StatusForbidden, "superadmin access required")
			return
		}
		next(w, r)
	})
}

func (p *Provider) listOrganizations(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, []map[string]any{
		{"id": p.org.id, "name": p.org.slug, "slug": p.org.slug, "is_active": true},
	})
}

// perMinute are the limits of an organization.
type perMinute struct {
	Logins   int `json:"login_per_ip_per_min"`     // login POSTs per address
	Tokens   int `json:"token_per_client_per_min"` // token calls per client
	Requests int `json:"global_per_ip_per_min"`    // requests of any kind per address
}

// invalid says what the validator says of a limit that is out of its range
// (source: internal/handler/login_history.go).
func (l perMinute) invalid() string {
	for _, field := range []struct {
		name       string
		value, max int
	}{
		{"LoginPerIPPerMin", l.Logins, 600}, {"TokenPerClientPerMin", l.Tokens, 3600}, {"GlobalPerIPPerMin", l.Requests, 3600},
	} {
		switch {
		case field.value < 1:
			return complaint("updateRateLimitsRequest", field.name, "min")
		case field.value > field.max:
			return complaint("updateRateLimitsRequest", field.name, "max")
		}
	}
	return ""
}

// putRateLimits applies at once. (Clavex itself keeps limits that it has
// applied before for up to 30 s; source: internal/middleware/ratelimit.go.)
func (p *Provider) putRateLimits(w http.ResponseWriter, r *http.Request) {
	var wanted perMinute
	if !decode(w, r, &wanted) {
		return
	}
	if said := wanted.invalid(); said != "" {
		refuse(w, http.StatusUnprocessableEntity, said)
		return
	}
	p.limits.set(wanted)
	op.JSON(w, http.StatusOK, wanted)
}

func (p *Provider) showRateLimits(w http.ResponseWriter, _ *http.Request) {
	op.JSON(w, http.StatusOK, p.limits.get())
}

// complaint is one sentence of the validator.
func complaint(request, field, tag string) string {
	return fmt.Sprintf("Key: '%s.%s' Error:Field validation for '%s' failed on the '%s' tag", request, field, field, tag)
}
