package page

import "gonogo/internal/report"

// observed are the cases that hold a Rocket.Chat against what was seen on a real
// one: they are about no guide.
type observed struct {
	All, Held int
	Columns   []column
	Others    []note // those that do not hold
}

func newObserved(records []report.Record, in Inputs) (*observed, error) {
	records = only(records, func(c report.Record) bool { return !promised(c) })
	if len(records) == 0 {
		return nil, nil
	}
	o := &observed{All: len(records), Columns: columns(records)}
	others := newNotes(o.Columns)
	for _, c := range records {
		if s := stateOf(c); s != kept {
			if err := others.add(c, s, in); err != nil {
				return nil, err
			}
			continue
		}
		o.Held++
	}
	o.Others = others.list()
	return o, nil
}
