package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/scripts/internal/prebuilt"
)

func TestBreadthFollowsStackAndEngine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		stack, engine     string
		suites, scenarios int
	}{
		{"", "", 2, 6},
		{"embedded", "rod", 2, 6},
		{"", "protocol", 2, 32},
		{"containers", "protocol", 1, 2},
		{"attached", "", 1, 2},
	} {
		suites, scenarios := breadth(func(name string) string {
			return map[string]string{"GONOGO_STACK": c.stack, "GONOGO_ENGINE": c.engine}[name]
		}, 2)
		assert.Equal(t, c.suites, suites, "%s, %s", c.stack, c.engine)
		assert.Equal(t, c.scenarios, scenarios, "%s, %s", c.stack, c.engine)
	}
}

func TestTheSuiteThatWaitsGoesFirst(t *testing.T) {
	t.Parallel()
	account, login, waiting := prebuilt.Suite{Package: "gonogo/suites/account"}, prebuilt.Suite{Package: "gonogo/suites/login"}, prebuilt.Suite{Package: "gonogo/suites/troubleshooting"}
	assert.Equal(t, []prebuilt.Suite{waiting, account, login}, waitersFirst([]prebuilt.Suite{account, login, waiting}))
	assert.Empty(t, waitersFirst(nil))
}
