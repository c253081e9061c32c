package page

import (
	"cmp"
	"slices"
	"strings"

	"gonogo/internal/guide"
	"gonogo/internal/report"
	"gonogo/internal/report/outline"
	"gonogo/internal/verdict"
)

// poll is GO or NO-GO for each guide and release.
type poll struct {
	Releases []string
	Rows     []pollRow
	// Newest is the last release, in words for somebody who wants to upgrade to it.
	Newest []upgrade
}

// upgrade is how the guides stand on the newest release of a stack.
type upgrade struct {
	column
	Go, NoGo []string
}

// pollRow is one guide on one stack.
type pollRow struct {
	Guide   string
	Title   string // as the publisher prints it; may be empty
	Stack   column // without release
	Engines string
	Cells   []pollCell // one for each release
	Reasons []note
	// Go says where every promise is kept; Cases how many scenarios that rests on.
	Go         string
	Cases      int
	Unobserved int
}

// pollCell is the poll of one release; Ran is false where nothing was played.
type pollCell struct {
	Release string
	Ran, Go bool
	// News says that something is not as known.
	News  bool
	Cases int
}

func newPoll(records []report.Record, in Inputs) (poll, error) {
	records = only(records, promised)
	p := poll{Releases: releasesOf(records)}
	for _, id := range guidesOf(records, in.Guides) {
		mine := only(records, func(c report.Record) bool { return c.Guide == id })
		for _, stack := range stacks(columns(mine)) {
			row, err := newPollRow(id, only(mine, func(c report.Record) bool { return c.Stack == stack }), p.Releases, in)
			if err != nil {
				return p, err
			}
			p.Rows = append(p.Rows, row)
		}
	}
	p.Newest = newestOf(p)
	return p, nil
}

func newPollRow(id string, records []report.Record, releases []string, in Inputs) (pollRow, error) {
	row := pollRow{Guide: id, Stack: column{Stack: records[0].Stack}, Engines: engines(records), Cases: len(records)}
	if g := in.find(id); g != nil {
		row.Title = g.Title
	}
	held := map[column]bool{}
	for _, r := range releases {
		cell := decide(r, only(records, func(c report.Record) bool { return c.Release == r }))
		row.Cells = append(row.Cells, cell)
		if cell.Go {
			held[column{r, row.Stack.Stack}] = true
		}
	}
	for _, c := range records {
		row.Unobserved += len(c.Unobserved)
	}
	all := columns(records)
	row.Go = ranges(all, held, row.Stack.Stack)
	var err error
	row.Reasons, err = breaks(records, all, in)
	return row, err
}

func decide(release string, records []report.Record) pollCell {
	var judgements []verdict.Judgement
	for _, c := range records {
		judgements = append(judgements, c.Judgement())
	}
	return pollCell{
		Release: release, Ran: len(records) > 0, Go: verdict.Decide(judgements).Go, Cases: len(records),
		News: slices.ContainsFunc(judgements, func(j verdict.Judgement) bool { return !j.Expected }),
	}
}

func newestOf(p poll) []upgrade {
	var cells []report.Cell
	for _, row := range p.Rows {
		for _, c := range row.Cells {
			if c.Ran {
				cells = append(cells, report.Cell{Guide: row.Guide, Release: c.Release, Stack: row.Stack.Stack, Poll: verdict.Poll{Go: c.Go}})
			}
		}
	}
	var all []upgrade
	for _, u := range outline.Newest(cells) {
		all = append(all, upgrade{column{u.Release, u.Stack}, u.Go, u.NoGo})
	}
	return all
}

// breaks are the reasons against GO, those that are news first, then the widest.
func breaks(records []report.Record, all []column, in Inputs) ([]note, error) {
	against := newNotes(all)
	for _, c := range records {
		if s := stateOf(c); s == drifted || s == broken {
			if err := against.add(c, s, in); err != nil {
				return nil, err
			}
		}
	}
	list := against.list()
	slices.SortStableFunc(list, func(a, b note) int {
		return cmp.Or(cmp.Compare(b.State, a.State), cmp.Compare(len(b.at), len(a.at)))
	})
	return list, nil
}

// guidesOf are the guides of the records: those that are known in their order, then the others.
func guidesOf(records []report.Record, known []*guide.Guide) []string {
	there := map[string]bool{}
	for _, c := range records {
		there[c.Guide] = true
	}
	var ids, others []string
	for _, g := range known {
		if there[g.ID] {
			ids = append(ids, g.ID)
		}
		delete(there, g.ID)
	}
	for id := range there {
		others = append(others, id)
	}
	slices.Sort(others)
	return append(ids, others...)
}

func releasesOf(records []report.Record) []string {
	var all []string
	for _, c := range columns(records) {
		all = append(all, c.Release)
	}
	return slices.Compact(all)
}

func engines(records []report.Record) string {
	var names []string
	for _, c := range records {
		names = append(names, c.Engine)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

func (in Inputs) find(id string) *guide.Guide {
	for _, g := range in.Guides {
		if g.ID == id {
			return g
		}
	}
	return nil
}
