package rocketchat

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"gonogo/internal/simulator/seeded"
)

// authenticate finds the user of the login headers; a stranger is no error.
func (a *api) authenticate(c *call) error {
	id, token := c.request.Header.Get("X-User-Id"), c.request.Header.Get("X-Auth-Token")
	if id == "" || token == "" {
		return nil
	}
	u, err := a.accounts.Authenticate(c.context(), id, token)
	if err != nil {
		return err
	}
	if u != nil && (u.Active || a.options.Seeded.Has(seeded.DeactivatedLetIn)) {
		c.user, c.token = u, token
	}
	return nil
}

// checkLimit counts the call by address and endpoint (§2.4).
func (a *api) checkLimit(w http.ResponseWriter, e endpoint, c *call) error {
	l := a.limitOf(e)
	bypass := !e.anyone && c.mayBypassLimits()
	if l.none || bypass || !a.settings.Bool("API_Enable_Rate_Limiter") {
		return nil
	}
	now := a.options.Now()
	v := a.calls.take(c.address()+" "+e.pattern, l.calls, l.interval, now)
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(l.calls))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(v.left))
	w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(now.Add(v.reset).UnixMilli(), 10))
	if v.allowed {
		return nil
	}
	return refuse("error-too-many-requests", fmt.Sprintf(
		"Error, too many requests. Please slow down. You must wait %s seconds before trying this endpoint again.", wholeSeconds(v.reset)))
}

// limitOf falls back to the workspace's limit. API_Enable_Rate_Limiter_Dev
// counts in development builds only, which this is not.
func (a *api) limitOf(e endpoint) limit {
	l := e.limit
	if l.calls == 0 {
		l.calls = a.settings.Int("API_Enable_Rate_Limiter_Limit_Calls_Default")
		l.interval = time.Duration(a.settings.Int("API_Enable_Rate_Limiter_Limit_Time_Default")) * time.Millisecond
	}
	l.none = l.none || l.calls <= 0 || l.interval <= 0
	return l
}

func wholeSeconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }
