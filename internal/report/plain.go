package report

import (
	"io"
	"strings"
	"unicode"
)

// Plain takes the control characters out of a text, but for line breaks and
// tabs, and with them what turns the direction of a line and what is no character:
// what a server wrote must not move a terminal's cursor, nor read as something else.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Noncharacter_Code_Point) {
			return -1
		}
		return r
	}, text)
}

// plainWriter writes plain text.
type plainWriter struct{ to io.Writer }

func (w plainWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, Plain(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
