package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"gonogo/internal/evidence"
)

// tokenLength is that of the shortest word that is taken for a token by its form: of
// Meteor's ids, which are no secret, it is 17; of its tokens 43.
const tokenLength = 24

// base32Length is that of Go's rand.Text.
const base32Length = 26

// isToken tells whether a word looks as if it was drawn by lot: capital and small
// letters and digits that change all the time, as in base64, or base32 as Go draws it.
// A hash in hexadecimal digits is none: commits have that form.
func isToken(word string) bool {
	if len(word) < tokenLength {
		return false
	}
	var upper, lower, digits, pairs, changes int
	last := byte('-')
	for i := range len(word) {
		class := classOf(word[i])
		switch class {
		case 'A':
			upper++
		case 'a':
			lower++
		case '0':
			digits++
		}
		if class != '-' && last != '-' {
			pairs++
			changes += count(class != last)
		}
		last = class
	}
	if len(word) == base32Length && lower == 0 && digits > 0 && upper+digits == len(word) {
		return !strings.ContainsAny(word, "0189")
	}
	// Of letters and digits drawn by lot 61 of 100 differ in class from the one before,
	// in words that people make, and join by hyphens, about 20.
	return upper >= 3 && lower >= 3 && digits >= 1 && changes*100 >= 40*pairs
}

func classOf(c byte) byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return 'A'
	case c >= 'a' && c <= 'z':
		return 'a'
	case c >= '0' && c <= '9':
		return '0'
	}
	return '-'
}

// isPeculiar tells whether a word that stood in the place of a secret is nothing else
// where it stands elsewhere: it has letters and digits, and is no number of a release.
func isPeculiar(word string) bool {
	var letters, digits int
	for i := range len(word) {
		switch classOf(word[i]) {
		case 'A', 'a':
			letters++
		case '0':
			digits++
		}
	}
	return letters >= 4 && digits >= 1
}

// replacer takes out everything that was found, the longest first; nil: nothing was.
func (n *net) replacer() *strings.Replacer {
	if len(n.found) == 0 {
		return nil
	}
	values := slices.SortedFunc(maps.Keys(n.found), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	pairs := make([]string, 0, 2*len(values))
	for _, value := range values {
		pairs = append(pairs, value, evidence.Redacted)
	}
	return strings.NewReplacer(pairs...)
}
