package doctor

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/diagnosis"
)

func TestRootsComeFirstAndHideWhatFollows(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ found, want []diagnosis.Cause }{
		"nothing":            {nil, nil},
		"order":              {[]diagnosis.Cause{"setting-differs", "email-code-asked", "secret-wrong", "site-url-differs"}, []diagnosis.Cause{"site-url-differs", "secret-wrong", "email-code-asked", "setting-differs"}},
		"each once":          {[]diagnosis.Cause{"secret-wrong", "secret-wrong"}, []diagnosis.Cause{"secret-wrong"}},
		"settings, each":     {[]diagnosis.Cause{"setting-differs", "setting-differs"}, []diagnosis.Cause{"setting-differs", "setting-differs"}},
		"client":             {[]diagnosis.Cause{"secret-wrong", "client-unknown", "redirect-uri-not-registered"}, []diagnosis.Cause{"client-unknown"}},
		"disabled meanwhile": {[]diagnosis.Cause{"service-disabled", "disabled-meanwhile"}, []diagnosis.Cause{"disabled-meanwhile"}},
		"code by e-mail":     {[]diagnosis.Cause{"email-code-asked", "second-factor-asked"}, []diagnosis.Cause{"email-code-asked"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var findings []diagnosis.Finding
			for _, c := range tt.found {
				findings = append(findings, diagnosis.Finding{Cause: c})
			}
			require.Equal(t, tt.want, diagnosis.Report{Findings: ordered(findings)}.Causes())
		})
	}
}
