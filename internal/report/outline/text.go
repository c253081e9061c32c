package outline

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Clean makes a text fit for XML, JSON, Markdown and SVG: what is no valid UTF-8, no
// character of XML 1.0, steers a terminal or turns the direction of a line becomes
// U+FFFD. Line breaks and tabulators stay.
func Clean(text string) string {
	if strings.IndexFunc(text, unfit) < 0 && utf8.ValidString(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}

func unfit(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0: // control characters
		return true
	case r == 0xfffe, r == 0xffff: // no characters of XML 1.0
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f: // direction of lines
		return true
	}
	return false
}

// Line is a text on one line, clean, of at most limit bytes.
func Line(text string, limit int) string {
	return Clip(strings.Join(strings.Fields(Clean(text)), " "), limit)
}

// Clip is text of at most limit bytes: of a longer one the beginning and the end,
// and between them how much is left out.
func Clip(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	note := fmt.Sprintf(" […%d bytes left out…] ", len(text))
	room := max(limit-len(note), 0)
	head, tail := Head(text, room*2/3), text[len(text)-room/3:]
	for len(tail) > 0 && !utf8.RuneStart(tail[0]) {
		tail = tail[1:]
	}
	return Head(head+fmt.Sprintf(" […%d bytes left out…] ", len(text)-len(head)-len(tail))+tail, limit)
}

// Head is the beginning of a text, at most limit bytes, that ends with a character.
func Head(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
