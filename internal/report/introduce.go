package report

import (
	"runtime"
	"strings"

	"gonogo/internal/config"
)

// Introduce tells what run the results of a top-level test (a testing.TB) are of:
// version of Go, commit, shard and selection, as far as they are known. lookup is
// that of the run's environment.
func Introduce(t interface{ Attr(key, value string) }, c config.Config, lookup func(string) (string, bool)) {
	commit, modified := strings.CutSuffix(c.Commit, "-dirty")
	t.Attr(KeyGo, runtime.Version())
	for key, value := range map[string]string{
		KeyCommit: commit, KeyShard: c.Shard, KeySelection: config.Selection(lookup),
	} {
		if value != "" {
			t.Attr(key, value)
		}
	}
	if modified {
		t.Attr(KeyModified, "true")
	}
}
