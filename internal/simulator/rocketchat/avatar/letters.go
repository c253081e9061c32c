package avatar

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// palette are the backgrounds of letters.
func palette() []string {
	return []string{
		"#F44336", "#E91E63", "#9C27B0", "#673AB7", "#3F51B5", "#2196F3", "#03A9F4", "#00BCD4", "#009688",
		"#4CAF50", "#8BC34A", "#CDDC39", "#FFC107", "#FF9800", "#FF5722", "#795548", "#9E9E9E", "#607D8B",
	}
}

// background is the colour that belongs to a name.
//
// Assumption: §6.3 says that the colour follows from the name, not how; the
// shade of one name may differ from the real server's.
func background(name string) string {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(name)) // never fails
	colours := palette()
	return colours[sum.Sum32()%uint32(len(colours))]
}

// initial is the first Latin letter or digit of a name in upper case; a name
// without one has none (§6.3: "first letter").
func initial(name string) string {
	at := strings.IndexFunc(name, func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	})
	if at < 0 {
		return ""
	}
	return strings.ToUpper(name[at : at+1])
}

// letterSVG draws the initial of a name on its colour, size pixels wide.
func letterSVG(name string, size int) []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d">`+
		`<rect width="100%%" height="100%%" fill="%[2]s"/>`+
		`<text x="50%%" y="50%%" dy="0.36em" text-anchor="middle" fill="#ffffff" font-family="sans-serif" font-size="%[3]d">%[4]s</text></svg>`,
		size, background(name), size*5/8, initial(name))
}
