package evidence

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// finder looks for values in texts, however they are encoded and escaped.
type finder struct {
	// mask overwrites each form of each value by as many zero bytes.
	mask *strings.Replacer
}

func newFinder(values iter.Seq[string]) *finder {
	var forms []string
	for value := range values {
		forms = append(forms, encodings(value)...)
	}
	// Where one form begins with another, the longer one is meant.
	slices.SortFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	var pairs []string
	for _, form := range slices.Compact(forms) {
		pairs = append(pairs, form, strings.Repeat("\x00", len(form)))
	}
	return &finder{mask: strings.NewReplacer(pairs...)}
}

// find returns the spans that hold a value, in order and apart from each other.
func (f finder) find(text string) []span {
	var found []span
	for v := range views(text) {
		masked := f.mask.Replace(v.text)
		for i := 0; i < len(masked); i++ {
			if masked[i] != v.text[i] {
				found = append(found, v.origin(i))
			}
		}
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	return merged(found)
}

// merged joins spans that touch.
func merged(spans []span) []span {
	var apart []span
	for _, s := range spans {
		if last := len(apart) - 1; last >= 0 && s.from <= apart[last].to {
			apart[last].to = max(apart[last].to, s.to)
			continue
		}
		apart = append(apart, s)
	}
	return apart
}
