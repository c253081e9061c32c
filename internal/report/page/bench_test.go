package page_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
)

// BenchmarkWrite makes the page of 10,000 cases.
func BenchmarkWrite(b *testing.B) {
	d := specimen.Document(10000, 100, specimen.Plain())
	for b.Loop() {
		require.NoError(b, page.Write(io.Discard, d, page.Inputs{}))
	}
	b.ReportMetric(float64(len(written(b, d, page.Inputs{})))/(1<<20), "MiB")
}

// BenchmarkLoad opens it: until the load event, and until the list is drawn.
func BenchmarkLoad(b *testing.B) {
	text := written(b, specimen.Document(10000, 100, specimen.Plain()), page.Inputs{})
	r := open(b, launch(b), text, "/report.html")
	for b.Loop() {
		require.NoError(b, r.Reload(r.ctx))
		require.NoError(b, r.Wait(r.ctx, "the list", `document.querySelectorAll('.case').length > 0`))
	}
	b.ReportMetric(sees[float64](r, `performance.getEntriesByType('navigation')[0].loadEventEnd`), "ms/load")
}
