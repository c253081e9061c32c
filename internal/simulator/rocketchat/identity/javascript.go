package identity

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// undefined is JavaScript's undefined while a field is evaluated.
type undefined struct{}

// Truthy is JavaScript's truth of a decoded JSON value; a missing map entry
// (nil) is as false as null.
func Truthy(v any) bool {
	switch v := v.(type) {
	case nil, undefined:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0 && !math.IsNaN(v)
	default:
		return true
	}
}

// Text is JavaScript's String(v) of a decoded JSON value.
func Text(v any) string {
	switch v := v.(type) {
	case undefined:
		return "undefined"
	case nil:
		return "null"
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return number(v)
	case []any:
		return list(v)
	default:
		return "[object Object]"
	}
}

// list is Array.prototype.toString: null and undefined elements are empty.
func list(v []any) string {
	texts := make([]string, len(v))
	for i, e := range v {
		if e != nil {
			texts[i] = Text(e)
		}
	}
	return strings.Join(texts, ",")
}

// number prints as JavaScript does: plain digits from 1e-6 up to 1e21.
func number(f float64) string {
	if a := math.Abs(f); a == 0 || a >= 1e-6 && a < 1e21 {
		return strconv.FormatFloat(f+0, 'f', -1, 64)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
}

// Integer is JavaScript's parseInt(v, 10) of a decoded JSON value: the whole number
// that its text begins with, NaN where it begins with none. So "3600s" is 3600,
// "1e3" is 1, and null, "" and true are NaN.
func Integer(v any) float64 {
	text := strings.TrimLeftFunc(Text(v), blank)
	sign := min(1, len(text)-len(strings.TrimLeft(text, "+-")))
	rest := strings.TrimLeft(text[sign:], "0123456789")
	f, err := strconv.ParseFloat(text[:len(text)-len(rest)], 64)
	if errors.Is(err, strconv.ErrSyntax) {
		return math.NaN()
	}
	return f // out of range: an infinity, as in JavaScript
}

// blank is WhiteSpace and LineTerminator of ECMA-262: to unicode.IsSpace, U+0085
// is one and U+FEFF is none.
func blank(r rune) bool {
	return r == '\ufeff' || unicode.IsSpace(r) && r != '\u0085'
}
