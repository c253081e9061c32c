package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// mostPlaying is how many scenarios the live view names.
const mostPlaying = 4

// Signs of ANSI terminals (ECMA-48, select graphic rendition).
const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	plain = "\x1b[0m"
)

// narrowest is the width in columns that is assumed of terminals that tell less.
const narrowest = 20

// view is the live view of a run: lines that fit into a terminal of that many
// columns.
func view(p *progress, now time.Time, columns int, colours bool) []string {
	columns = max(columns, narrowest) - 1 // the last column makes some terminals wrap
	var lines []string
	for _, part := range standing(p, now) {
		lines = append(lines, fit(part, columns))
	}
	if len(p.begun) > 0 {
		lines = append(lines, bar(p, columns, colours))
	}
	for _, one := range p.now(mostPlaying) {
		lines = append(lines, fit(fmt.Sprintf("  %s %-7s %s, %s", one.guide, one.release, one.scenario, clock(now.Sub(one.since))), columns))
	}
	return lines
}

// standing says how far the run is: how many scenarios have ended, then the time.
func standing(p *progress, now time.Time) []string {
	gone := clock(now.Sub(p.began)) + " gone"
	if len(p.begun) == 0 {
		return []string{"building the suites, " + gone}
	}
	remaining, guessed, more := p.remaining()
	total := fmt.Sprint(len(p.ended) + len(remaining))
	switch {
	case more:
		total = "at least " + total
	case guessed:
		total = "about " + total
	}
	if left, known := p.left(now); known {
		gone += ", about " + clock(left) + " left"
	}
	if more {
		gone += fmt.Sprintf("; %d of %d suites have begun", len(p.begun), p.suites)
	}
	expected := len(p.ended) - p.unexpected
	return []string{fmt.Sprintf("%d of %s scenarios, %d unexpected, %d as expected", len(p.ended), total, p.unexpected, expected), gone}
}

// bar draws the part of the scenarios that has ended, red once one of them was
// unexpected.
func bar(p *progress, columns int, colours bool) string {
	remaining, _, _ := p.remaining()
	width := columns - len("[]")
	done := 0
	if all := len(p.ended) + len(remaining); all > 0 {
		done = width * len(p.ended) / all
	}
	drawn := strings.Repeat("=", done)
	if colours && done > 0 {
		colour := green
		if p.unexpected > 0 {
			colour = red
		}
		drawn = colour + drawn + plain
	}
	return "[" + drawn + strings.Repeat(" ", width-done) + "]"
}

// width is how many columns a line of the view takes.
func width(line string) int {
	return utf8.RuneCountInString(strings.NewReplacer(green, "", red, "", plain, "").Replace(line))
}

// fit cuts a line to that many columns; what is printed here is one column wide.
func fit(line string, columns int) string {
	signs := []rune(line)
	if len(signs) <= columns {
		return line
	}
	return string(signs[:columns-1]) + "…"
}

// clock is a duration as a clock shows it: "1:05", "1:02:03".
func clock(d time.Duration) string {
	s := int(max(d, 0).Round(time.Second).Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
