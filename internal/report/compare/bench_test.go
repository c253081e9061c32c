package compare_test

import (
	"testing"

	"gonogo/internal/report/compare"
	"gonogo/internal/report/specimen"
)

// BenchmarkCompare holds 10,000 cases against 10,000.
func BenchmarkCompare(b *testing.B) {
	old, recent := specimen.Document(10_000, 0, specimen.Plain()), specimen.Document(10_000, 100, specimen.Plain())
	for b.Loop() {
		compare.Compare(old, recent)
	}
}
