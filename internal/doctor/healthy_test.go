package doctor_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
)

// A healthy stack gives no finding, neither to an administrator nor to a stranger.
func TestHealthyStacksGiveNoFinding(t *testing.T) {
	t.Parallel()
	for _, id := range guide.IDs() {
		for _, version := range []string{"3.18.2", "5.4.10", "6.13.1", "7.1.0", "8.9.0"} {
			t.Run(id+"/"+version, func(t *testing.T) {
				t.Parallel()
				w := open(t, id, version, nil)
				w.mend(t)
				ada := w.ada(t, func(p *provider.Person) { p.Picture = w.picture() })
				report := w.examine(t, func(c *doctor.Case) { c.Person = ada })
				require.Empty(t, report.Findings, "as the administrator: %v", report.Findings)
				stranger := w.examine(t, func(c *doctor.Case) { c.Admin, c.Release = nil, nil })
				require.Empty(t, stranger.Findings, "as a stranger: %v", stranger.Findings)
				require.NotEmpty(t, stranger.Unseen)
			})
		}
	}
}
