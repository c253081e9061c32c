package evidence

import (
	"html"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// view is a text after escapes were undone.
type view struct {
	text string
	// spans says for each byte which part of the original it came from; nil for
	// the original itself.
	spans []span
}

// origin is the part of the original that became the byte at i.
func (v view) origin(i int) span {
	if v.spans == nil {
		return span{i, i + 1}
	}
	return v.spans[i]
}

// depth is how often a text may be escaped within an escaped text.
const depth = 3

// views yields the text and what it becomes when the escapes of URLs, forms,
// scripts and HTML are undone, in any order and up to depth times. Texts that
// were seen already are left out, so ordinary text has one view.
func views(text string) iter.Seq[view] {
	return func(yield func(view) bool) {
		seen := map[string]bool{text: true}
		layer := []view{{text: text}}
		for level := 0; len(layer) > 0; level++ {
			var deeper []view
			for _, v := range layer {
				if !yield(v) {
					return
				}
				if level < depth {
					deeper = append(deeper, unescapedViews(v, seen)...)
				}
			}
			layer = deeper
		}
	}
}

func unescapedViews(v view, seen map[string]bool) []view {
	var fresh []view
	for _, e := range []escape{
		{"%", percentEscape}, {"%+", formEscape}, {`\`, scriptEscape}, {"&", markupEscape},
	} {
		if !strings.ContainsAny(v.text, e.signs) {
			continue
		}
		if next := undo(v, e.read); !seen[next.text] {
			seen[next.text] = true
			fresh = append(fresh, next)
		}
	}
	return fresh
}

// escape is one way of escaping: the signs that begin it, and how it is read.
type escape struct {
	signs string
	read  unescaper
}

// unescaper reads the escape with which text begins: what it stands for and how
// many bytes it takes. 0 bytes: it begins with none.
type unescaper func(text string) (plain string, size int)

func undo(v view, unescape unescaper) view {
	var b strings.Builder
	b.Grow(len(v.text))
	spans := make([]span, 0, len(v.text))
	for i := 0; i < len(v.text); {
		plain, size := unescape(v.text[i:])
		if size == 0 {
			plain, size = v.text[i:i+1], 1
		}
		from := span{v.origin(i).from, v.origin(i + size - 1).to}
		for range len(plain) {
			spans = append(spans, from)
		}
		b.WriteString(plain)
		i += size
	}
	return view{text: b.String(), spans: spans}
}

// percentEscape reads "%2F".
func percentEscape(text string) (string, int) {
	if len(text) < 3 || text[0] != '%' {
		return "", 0
	}
	n, err := strconv.ParseUint(text[1:3], 16, 8)
	if err != nil {
		return "", 0
	}
	return string([]byte{byte(n)}), 3
}

// formEscape reads "%2F" and the "+" that stands for a space.
func formEscape(text string) (string, int) {
	if text[0] == '+' {
		return " ", 1
	}
	return percentEscape(text)
}

// scriptEscape reads the escapes of JSON and JavaScript: "\u0026", "\x26", "\/".
func scriptEscape(text string) (string, int) {
	if len(text) < 2 || text[0] != '\\' {
		return "", 0
	}
	switch text[1] {
	case 'u':
		return unicodeEscape(text)
	case 'x':
		if n, ok := hexDigits(text, 2, 2); ok {
			return string(n), 4
		}
		return "", 0
	case 'n', 'r', 't', 'b', 'f':
		return map[byte]string{'n': "\n", 'r': "\r", 't': "\t", 'b': "\b", 'f': "\f"}[text[1]], 2
	}
	r, size := utf8.DecodeRuneInString(text[1:])
	return string(r), 1 + size
}

// unicodeEscape reads "\u00e4", or two of them that are a surrogate pair.
func unicodeEscape(text string) (string, int) {
	first, ok := hexDigits(text, 2, 4)
	if !ok {
		return "", 0
	}
	if utf16.IsSurrogate(first) && strings.HasPrefix(text[6:], `\u`) {
		if second, ok := hexDigits(text, 8, 4); ok {
			return string(utf16.DecodeRune(first, second)), 12
		}
	}
	return string(first), 6
}

func hexDigits(text string, from, count int) (rune, bool) {
	if len(text) < from+count {
		return 0, false
	}
	n, err := strconv.ParseUint(text[from:from+count], 16, 32)
	return rune(n), err == nil
}

// longestEntity is the length in bytes up to which a character reference is
// looked for.
const longestEntity = 12

// markupEscape reads a character reference of HTML: "&amp;", "&#39;", "&#x2F;".
func markupEscape(text string) (string, int) {
	if text[0] != '&' {
		return "", 0
	}
	end := strings.IndexByte(text[:min(len(text), longestEntity)], ';')
	if end < 0 {
		return "", 0
	}
	reference := text[:end+1]
	plain := html.UnescapeString(reference)
	if plain == reference {
		return "", 0
	}
	return plain, len(reference)
}
