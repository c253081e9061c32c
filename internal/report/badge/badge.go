// Package badge writes one picture for each guide, for the top of a publisher's page:
// GO or NO-GO on the newest release that was polled, and on how many others. A badge
// needs no network and no font, and says in words what its colour says.
package badge

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"gonogo/internal/report"
	"gonogo/internal/report/outline"
)

// Badge is what the picture of one guide says.
type Badge struct {
	Guide string // id
	Name  string // as people read it: "Clavex"
	// Release is the newest one that was polled; it decides.
	Release string
	Go      bool
	// Simulated says that no real Rocket.Chat showed it.
	Simulated bool
	// Going counts the releases that are GO, of Polled.
	Going, Polled int
}

// All are the badges of a document, one a guide, by guide. names are the names of
// guides by id; a guide without one is called by its id. Where a release was polled on
// a real server and on a simulator, the real one decides.
func All(d *report.Document, names map[string]string) []Badge {
	var badges []Badge
	byGuide, order := map[string][]report.Cell{}, []string{}
	for _, cell := range d.Polls() {
		if byGuide[cell.Guide] == nil {
			order = append(order, cell.Guide)
		}
		byGuide[cell.Guide] = append(byGuide[cell.Guide], cell)
	}
	for _, guide := range order {
		b := badgeOf(byGuide[guide])
		b.Guide, b.Name = guide, names[guide]
		if b.Name == "" {
			b.Name = guide
		}
		badges = append(badges, b)
	}
	return badges
}

// badgeOf is the badge of the polls of one guide, which are ordered by release.
func badgeOf(cells []report.Cell) Badge {
	var b Badge
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && cells[n].Release == cells[0].Release {
			n++
		}
		b.Release = cells[0].Release
		b.Go, b.Simulated = decide(cells[:n])
		b.Polled++
		if b.Go {
			b.Going++
		}
		cells = cells[n:]
	}
	return b
}

// decide is the answer of one release that was polled on one or several stacks: GO if
// all of the real ones are, or all simulators where there is no real one.
func decide(cells []report.Cell) (going, simulated bool) {
	going, simulated = true, true
	for _, c := range cells {
		simulated = simulated && outline.Simulated(c.Stack)
	}
	for _, c := range cells {
		if outline.Simulated(c.Stack) == simulated {
			going = going && c.Poll.Go
		}
	}
	return going, simulated
}

// File is the name of the badge's file: "clavex.svg".
func (b Badge) File() string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, b.Guide) + ".svg"
}

// Word is the answer as people say it.
func (b Badge) Word() string {
	if b.Go {
		return "GO"
	}
	return "NO-GO"
}

// Message is what stands on the coloured side: "Clavex: GO 8.9.0 (simulator)".
func (b Badge) Message() string {
	text := fmt.Sprintf("%s: %s %s", short(b.Name, nameBytes), b.Word(), short(b.Release, releaseBytes))
	if b.Simulated {
		text += " (simulator)"
	}
	if b.Polled > 1 {
		text += fmt.Sprintf(" · GO on %d of %d", b.Going, b.Polled)
	}
	return text
}

// Title is all of it in words, for who cannot see the picture or rests on it.
func (b Badge) Title() string {
	where := ""
	if b.Simulated {
		where = ", on a simulator"
	}
	return fmt.Sprintf("gonogo: the guide of %s is %s on Rocket.Chat %s%s. GO on %d of %d releases.",
		short(b.Name, nameBytes), b.Word(), short(b.Release, releaseBytes), where, b.Going, b.Polled)
}

// The longest texts of a badge, in bytes.
const (
	nameBytes    = 60
	releaseBytes = 40
)

// short is a clean text on one line that takes at most limit bytes.
func short(text string, limit int) string {
	text = strings.Join(strings.Fields(outline.Clean(text)), " ")
	if len(text) <= limit {
		return text
	}
	return outline.Head(text, limit-len("…")) + "…"
}

// label stands on the dark side.
const label = "gonogo"

// Colours have a contrast of more than 4.5 with white (WCAG 2.2, 1.4.3).
const (
	green = "#1a7f37"
	red   = "#c1121f"
	dark  = "#444444"
)

// padding is the space beside a text, in pixels; height is that of the badge.
const (
	padding = 6
	height  = 20
)

// Write makes the picture, an SVG of its own.
func (b Badge) Write(w io.Writer) error {
	if b.Release == "" {
		return errors.New("a badge needs a release that was polled")
	}
	if _, err := io.WriteString(w, b.svg()); err != nil {
		return fmt.Errorf("writing the badge of %s: %w", b.Guide, err)
	}
	return nil
}

func (b Badge) svg() string {
	message, colour := b.Message(), red
	if b.Go {
		colour = green
	}
	left, right := width(label)+2*padding, width(message)+2*padding
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title">
  <title id="title">%[3]s</title>
  <clipPath id="round"><rect width="%[1]d" height="%[2]d" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="%[4]d" height="%[2]d" fill="%[5]s"/>
    <rect x="%[4]d" width="%[6]d" height="%[2]d" fill="%[7]s"/>
  </g>
  <g fill="#ffffff" font-family="Verdana, 'DejaVu Sans', Geneva, sans-serif" font-size="11" aria-hidden="true">
    <text x="%[8]d" y="14" textLength="%[9]d" lengthAdjust="spacingAndGlyphs">%[10]s</text>
    <text x="%[11]d" y="14" textLength="%[12]d" lengthAdjust="spacingAndGlyphs">%[13]s</text>
  </g>
</svg>
`, left+right, height, escaped(b.Title()), left, dark, right, colour,
		padding, width(label), label, left+padding, width(message), escaped(message))
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}
