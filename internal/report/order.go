package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// CompareReleases orders versions as versions; what is none comes last, as text.
func CompareReleases(a, b string) int { return compareVersions(a, version(a), b, version(b)) }

func compareVersions(a string, va *semver.Version, b string, vb *semver.Version) int {
	switch {
	case va != nil && vb != nil:
		return cmp.Or(va.Compare(vb), strings.Compare(a, b))
	case va != nil:
		return -1
	case vb != nil:
		return 1
	}
	return strings.Compare(a, b)
}

// version is nil for what is none.
func version(release string) *semver.Version {
	v, err := semver.NewVersion(release)
	if err != nil {
		return nil
	}
	return v
}

// Compare orders cases by guide, release, scenario, stack and engine.
func (i Identity) Compare(other Identity) int {
	return cmp.Or(
		strings.Compare(i.Guide, other.Guide),
		CompareReleases(i.Release, other.Release),
		strings.Compare(i.Scenario, other.Scenario),
		strings.Compare(i.Stack, other.Stack),
		strings.Compare(i.Engine, other.Engine),
	)
}

// sort brings the document into the one order that it has, whatever came first:
// runs by their beginning, cases by run and identity.
func (d *Document) sort() {
	slices.SortFunc(d.Runs, func(a, b Run) int {
		return cmp.Or(a.Started.Compare(b.Started), strings.Compare(a.ID, b.ID))
	})
	place := map[string]int{}
	for i, r := range d.Runs {
		place[r.ID] = i
	}
	sorted := make([]orderedRecord, len(d.Cases))
	for i := range d.Cases {
		sorted[i] = orderedRecord{place[d.Cases[i].Run], version(d.Cases[i].Release), &d.Cases[i]}
	}
	slices.SortStableFunc(sorted, orderedRecord.compare)
	cases := make([]Record, len(sorted))
	for i, o := range sorted {
		cases[i] = *o.record
	}
	d.Cases = cases
	slices.Sort(d.Absent)
	d.Absent = slices.Compact(d.Absent)
	slices.Sort(d.Gaps)
	d.Gaps = slices.Compact(d.Gaps)
}

// orderedRecord is a record with what it takes to order it, read once.
type orderedRecord struct {
	run     int
	version *semver.Version // nil: the release is none
	record  *Record
}

func (o orderedRecord) compare(other orderedRecord) int {
	a, b := o.record, other.record
	return cmp.Or(
		cmp.Compare(o.run, other.run),
		strings.Compare(a.Guide, b.Guide),
		compareVersions(a.Release, o.version, b.Release, other.version),
		strings.Compare(a.Scenario, b.Scenario),
		strings.Compare(a.Stack, b.Stack),
		strings.Compare(a.Engine, b.Engine),
		strings.Compare(a.Package, b.Package),
		strings.Compare(a.Test, b.Test),
		a.Started.Compare(b.Started),
	)
}

// unique are the lines without repetitions, in the order of their first appearance.
func unique(lines []string) []string {
	seen := make(map[string]bool, len(lines))
	var kept []string
	for _, l := range lines {
		if !seen[l] {
			seen[l] = true
			kept = append(kept, l)
		}
	}
	return kept
}
