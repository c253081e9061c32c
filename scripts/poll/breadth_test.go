package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBreadthFollowsStackAndEngine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		stack, engine string
		want          []string
	}{
		{"", "", []string{"-parallel=6"}},
		{"embedded", "rod", []string{"-parallel=6"}},
		{"", "protocol", []string{"-parallel=32"}},
		{"containers", "protocol", []string{"-p=1"}},
		{"attached", "", []string{"-p=1"}},
	} {
		got := breadth(func(name string) string {
			return map[string]string{"GONOGO_STACK": c.stack, "GONOGO_ENGINE": c.engine}[name]
		}, 2)
		assert.Equal(t, c.want, got, "%s, %s", c.stack, c.engine)
	}
}

func TestTheSuiteThatWaitsGoesFirst(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"gonogo/suites/troubleshooting", "gonogo/suites/account", "gonogo/suites/login"},
		waitersFirst([]string{"gonogo/suites/account", "gonogo/suites/login", "gonogo/suites/troubleshooting"}))
	assert.Empty(t, waitersFirst(nil))
}
