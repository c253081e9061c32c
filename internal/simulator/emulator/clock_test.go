package emulator_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/simulator/emulator"
)

// A provider whose clock is wrong logs people in all the same; its tokens tell.
func TestSkew(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, u := range subjects() {
		for _, by := range []time.Duration{100 * 24 * time.Hour, -10 * time.Minute, 0} {
			t.Run(u.id+" by "+by.String(), func(t *testing.T) {
				t.Parallel()
				s := open(t, u.id, u.path, emulator.Options{Now: func() time.Time { return noon }}, alice())
				s.Skew(by)
				code, _ := s.logIn(t, u)
				claims := payload(t, s.redeem(t, u, code).text("id_token"))
				for _, name := range []string{"iat", "auth_time"} {
					if at, ok := claims[name].(float64); assert.True(t, ok, "%s: %v", name, claims[name]) {
						assert.InDelta(t, noon.Add(by).Unix(), at, 0)
					}
				}
			})
		}
	}
}
