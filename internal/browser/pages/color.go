package pages

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// Color is a colour of a page, so that settings ("#1D9E75", "tomato") and
// computed styles ("rgb(29, 158, 117)") can be compared.
type Color color.NRGBA

// String writes "#rrggbb", or "#rrggbbaa" for a colour that is not opaque.
func (c Color) String() string {
	s := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	if c.A != 0xff {
		s += fmt.Sprintf("%02x", c.A)
	}
	return s
}

// ParseColor reads the notations of CSS that settings and computed styles use:
// #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), colour names, transparent.
func ParseColor(text string) (Color, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	switch {
	case strings.HasPrefix(s, "#"):
		return parseHex(text, s[1:])
	case strings.HasPrefix(s, "rgb") && strings.HasSuffix(s, ")"):
		return parseRGB(text, s)
	case s == "transparent":
		return Color{}, nil
	}
	if named, ok := colornames.Map[s]; ok {
		return Color{R: named.R, G: named.G, B: named.B, A: named.A}, nil
	}
	return Color{}, unreadable(text)
}

func parseHex(text, digits string) (Color, error) {
	if len(digits) == 3 || len(digits) == 4 {
		var wide strings.Builder
		for _, digit := range digits {
			wide.WriteString(strings.Repeat(string(digit), 2))
		}
		digits = wide.String()
	}
	if len(digits) == 6 {
		digits += "ff"
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 {
		return Color{}, unreadable(text)
	}
	return Color{R: byte(n >> 24), G: byte(n >> 16), B: byte(n >> 8), A: byte(n)}, nil
}

// parseRGB reads "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)" and "rgb(1 2 3 / 50%)".
func parseRGB(text, s string) (Color, error) {
	_, inside, found := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	parts := strings.FieldsFunc(inside, func(r rune) bool { return strings.ContainsRune(", /", r) })
	if !found || (len(parts) != 3 && len(parts) != 4) {
		return Color{}, unreadable(text)
	}
	values := [4]byte{3: 0xff}
	for i, part := range parts {
		scale := 1.0
		if i == 3 {
			scale = 255
		}
		value, err := channel(part, scale)
		if err != nil {
			return Color{}, unreadable(text)
		}
		values[i] = value
	}
	return Color{R: values[0], G: values[1], B: values[2], A: values[3]}, nil
}

// channel reads a number, multiplied by scale, or a percentage of 255.
func channel(text string, scale float64) (byte, error) {
	number, percent := strings.CutSuffix(text, "%")
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 0, err
	}
	if percent {
		value, scale = value/100, 255
	}
	return byte(math.Round(min(max(value*scale, 0), 255))), nil
}

func unreadable(text string) error { return fmt.Errorf("%q is not a colour", text) }

// normalColor is a computed colour in the one form; "" if it cannot be read.
func normalColor(computed string) string {
	c, err := ParseColor(computed)
	if err != nil {
		return ""
	}
	return c.String()
}
