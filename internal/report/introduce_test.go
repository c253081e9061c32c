package report_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/config"
	"gonogo/internal/report"
)

// attributes are what a test has set.
type attributes map[string]string

func (a attributes) Attr(key, value string) { a[key] = value }

func TestARunIntroducesItself(t *testing.T) {
	t.Parallel()
	lookup := func(name string) (string, bool) { return "7.1.0", name == "GONOGO_RELEASES" }
	for name, c := range map[string]struct {
		config config.Config
		want   attributes
	}{
		"nothing is known": {config.Config{}, attributes{}},
		"a shard":          {config.Config{Commit: "0123", Shard: "clavex-1"}, attributes{report.KeyCommit: "0123", report.KeyShard: "clavex-1"}},
		"changed":          {config.Config{Commit: "0123-dirty"}, attributes{report.KeyCommit: "0123", report.KeyModified: "true"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := attributes{}
			report.Introduce(got, c.config, lookup)
			c.want[report.KeyGo], c.want[report.KeySelection] = runtime.Version(), "GONOGO_RELEASES=7.1.0"
			assert.Equal(t, c.want, got)
		})
	}
}
