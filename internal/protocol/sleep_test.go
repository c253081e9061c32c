package protocol

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The nap lies between the callback and the login call, once.
func TestSleepBeforeTheLoginCall(t *testing.T) {
	t.Parallel()
	for _, style := range []string{"redirect", "popup"} {
		t.Run(style, func(t *testing.T) {
			t.Parallel()
			a := start(t, newChat(t, fmt.Sprintf(`"loginStyle":%q`, style)), "8.9.0")
			slept := 0
			a.Sleep(time.Hour, func(context.Context) error { slept++; return nil })
			require.NoError(t, a.Provider().SignIn(t.Context(), "ada@people.test", "right"))
			assert.Equal(t, 1, slept)
			checkHome(t, a)
			times := map[string]time.Time{}
			for _, x := range a.Since(0) {
				times[address(t, x.URL).Path] = x.Started
				assert.Less(t, x.Duration, time.Hour)
			}
			assert.GreaterOrEqual(t, times["/api/v1/method.callAnon/login"].Sub(times["/_oauth/clavex"]), time.Hour)
		})
	}
}

func TestSleepEndsWithWhatHappensMeanwhile(t *testing.T) {
	t.Parallel()
	a := start(t, newChat(t, `"loginStyle":"popup"`), "8.9.0")
	a.Sleep(time.Minute, func(context.Context) error { return errors.New("the battery is empty") })
	require.ErrorContains(t, a.Provider().SignIn(t.Context(), "ada@people.test", "right"), "the battery is empty")
}
