package badge

import "math"

// advances are the widths of the printable characters of ASCII, from the space on, in
// DejaVu Sans (whose widths are those of Verdana, or near), in units of which 2048 are
// the size of the font.
func advances() [95]int {
	return [95]int{
		651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, // ' ' to '/'
		1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, // '0' to '?'
		2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612, // '@' to 'O'
		1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024, // 'P' to '_'
		1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253, // '`' to 'o'
		1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716, // 'p' to '~'
	}
}

// Widths of what is beyond ASCII, in the same units: other letters are near the width
// of a capital one, and those of East Asia and pictures are as wide as high.
const (
	unitsPerSize = 2048
	dotUnits     = 651 // the middle dot
	otherUnits   = 1400
	wideUnits    = 2048
	fontSize     = 11
)

// width is how many pixels a text takes. The picture carries it as textLength, so that
// any font is made to fit.
func width(text string) int {
	units, table := 0, advances()
	for _, r := range text {
		switch {
		case r >= ' ' && r <= '~':
			units += table[r-' ']
		case r == '·':
			units += dotUnits
		case r >= 0x1100:
			units += wideUnits
		default:
			units += otherUnits
		}
	}
	return int(math.Ceil(float64(units) * fontSize / unitsPerSize))
}
