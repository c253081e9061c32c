package attempt_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/guide"
)

// Any archive is refused with one sentence that quotes nothing of it, or read and
// judged: what is found says what to do.
func FuzzArchive(f *testing.F) {
	f.Add([]byte(chromium))
	for _, s := range []string{
		"", "null", "[]", `{"log":null}`, `{"log":{"entries":[{}]}}`, `{"log":{"creator":{"name":"gonogo"},"entries":[{"request":{"url":"%zz","postData":{"params":[{}]}}}]}}`,
		`{"log":{"entries":[{"time":1e308,"startedDateTime":"9999-12-31T23:59:59Z","_webSocketMessages":[{"time":-1e308,"data":"a[\"{\\\"msg\\\":\\\"result\\\"}\"]"},{"data":"{\"msg\":\"method\",\"method\":\"login\"}"}]}]}}`,
	} {
		f.Add([]byte(s))
	}
	f.Add([]byte(strings.ReplaceAll(chromium, "error=access_denied", "code=c")))
	f.Add([]byte(strings.ReplaceAll(chromium, "chat.test", "[::1")))
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(f, err)
	circumstances := attempt.Circumstances{
		Guide: g, Release: newRelease(f, "7.1.0"), Service: guide.NewService(g.Service), SiteURL: "https://chat.test",
		LoginStyle: "redirect", Enabled: attempt.On, ManualApproval: attempt.On, DistinctServices: attempt.Off, Now: time.Unix(1795248004, 0),
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := attempt.ReadHAR(bytes.NewReader(raw))
		if err != nil {
			assert.Contains(t, []string{
				"reading a HAR archive: EOF", "reading a HAR archive: unexpected EOF", "reading a HAR archive: it is not of that form",
			}, err.Error())
			return
		}
		attempt.Read(a)
		for _, in := range []attempt.Circumstances{{}, circumstances} {
			for _, finding := range attempt.Diagnose(a, in) {
				assert.NotEmpty(t, finding.Problem)
				assert.NotEmpty(t, finding.Fix)
			}
		}
	})
}
