package summary

import (
	"strings"
	"unicode"

	"gonogo/internal/report/outline"
)

// Sizes of texts in bytes, before they are escaped.
const (
	shortLine = 120 // a name
	longLine  = 400 // a sentence
	command   = 1200
)

// joiner is U+2060: nobody sees it, and what stands on its two sides is not taken
// together for a mention, a reference or an address.
const joiner = "\u2060"

// markdown is a text that somebody else wrote, on one line, of which nothing becomes
// markup of GitHub's Markdown: no emphasis, HTML, table, mention, reference, address,
// picture of a word between colons, or formula. limit is in bytes before escaping.
func markdown(text string, limit int) string {
	text = outline.Line(text, limit)
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		switch r {
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '\\', '`', '*', '_', '[', ']', '|', '~', '$', '@', '#':
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
		if splits(runes[:i], r, runes[i+1:]) {
			b.WriteString(joiner)
		}
	}
	return strings.ReplaceAll(b.String(), "www.", "www"+joiner+".")
}

// splits tells whether a character and what follows must not stand together.
func splits(before []rune, r rune, rest []rune) bool {
	if len(rest) == 0 || unicode.IsSpace(rest[0]) {
		return false
	}
	switch r {
	case '@', '#', '$', ':':
		return true
	case '-': // GH-123
		return len(before) >= 2 && strings.EqualFold(string(before[len(before)-2:]), "GH")
	}
	return false
}

// code is a text as it is, on one line, in a code span.
func code(text string, limit int) string {
	text = outline.Line(text, limit)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + " " + text + " " + fence
}

// block is a text of several lines as it is.
func block(text string, limit int) string {
	text = strings.TrimRight(outline.Clip(outline.Clean(text), limit), "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "text\n" + text + "\n" + fence + "\n"
}
