package scenario

import (
	"runtime"
	"strings"
	"testing"

	"gonogo/internal/config"
	"gonogo/internal/report"
)

// introduce tells what run the results are of: commit, shard, Go, selection.
func (su *Suite) introduce(t testing.TB, lookup func(string) (string, bool)) {
	commit, modified := strings.CutSuffix(su.config.Commit, "-dirty")
	t.Attr(report.KeyGo, runtime.Version())
	for key, value := range map[string]string{
		report.KeyCommit: commit, report.KeyShard: su.config.Shard, report.KeySelection: config.Selection(lookup),
	} {
		if value != "" {
			t.Attr(key, value)
		}
	}
	if modified {
		t.Attr(report.KeyModified, "true")
	}
}
