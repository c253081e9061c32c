package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gonogo/internal/doctor"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// document is the report as -json prints it. Fields may be added, but none goes
// away or changes its meaning (fixtures/schemas/doctor.schema.json).
type document struct {
	URL      string    `json:"url"`
	Release  string    `json:"release"`
	Guide    string    `json:"guide"`
	Service  string    `json:"service"`
	Healthy  bool      `json:"healthy"`
	Findings []finding `json:"findings"`
	Notes    []string  `json:"notes"`
	Unseen   []string  `json:"unseen"`
}

// finding adds the line of the guide's source.
type finding struct {
	diagnosis.Finding
	Line int `json:"line,omitempty"`
}

// newDocument puts a report together with what was examined.
func newDocument(c doctor.Case, r diagnosis.Report) document {
	name := c.Service
	if name == "" {
		name = c.Guide.Service
	}
	d := document{
		URL: c.URL, Release: r.Release, Guide: c.Guide.ID, Service: guide.NewService(name).Key, Healthy: len(r.Findings) == 0,
		Findings: []finding{}, Notes: append([]string{}, r.Notes...), Unseen: append([]string{}, r.Unseen...),
	}
	for _, f := range r.Findings {
		d.Findings = append(d.Findings, finding{f, line(c.Guide, f.Statement)})
	}
	return d
}

// line is where a statement stands in the guide's source; 0: nowhere.
func line(g *guide.Guide, id string) int {
	for _, s := range g.Statements {
		if s.ID == id {
			return s.Line
		}
	}
	return 0
}

func printJSON(out io.Writer, c doctor.Case, r diagnosis.Report) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(newDocument(c, r))
}

// printText prints a report for people.
func printText(out io.Writer, c doctor.Case, r diagnosis.Report) error {
	d := newDocument(c, r)
	var b strings.Builder
	fmt.Fprintf(&b, "%s runs Rocket.Chat %s; the service %q, compared with the guide %s (%s)\n", d.URL, d.Release, d.Service, d.Guide, c.Guide.Title)
	for i, f := range d.Findings {
		f.print(&b, i+1)
	}
	if d.Healthy {
		b.WriteString("\nNothing that was looked at keeps people from logging in.\n")
	}
	section(&b, "To know", d.Notes)
	section(&b, "Not seen", d.Unseen)
	_, err := io.WriteString(out, b.String())
	return err
}

// print prints one finding, its parts below each other.
func (f finding) print(b *strings.Builder, n int) {
	fmt.Fprintf(b, "\n%d. %s [%s]\n", n, f.Problem, f.Cause)
	if f.Quote != "" {
		fmt.Fprintf(b, "   the guide says, line %d: %q\n", f.Line, f.Quote)
	}
	for _, part := range []struct{ name, text string }{{"where", f.Where}, {"found", f.Found}, {"wanted", f.Wanted}, {"to do", f.Fix}} {
		if part.text != "" {
			fmt.Fprintf(b, "   %-7s %s\n", part.name+":", part.text)
		}
	}
}

func section(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for _, one := range lines {
		fmt.Fprintf(b, "  - %s\n", one)
	}
}
