// Package evidence keeps what a person needs to understand a scenario
// afterwards: pictures and sources of the pages, the chain of hops between
// browser, Rocket.Chat and provider, console messages, the server's log and a
// HAR archive. Nothing leaves it without passing a [Redactor].
package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gonogo/internal/browser"
)

// pageTime is how long a page may take for its picture, and again for its source: a
// second is much. One that was interrupted on its way to the next page may never be
// drawn, and the browser then waits for as long as it is let.
const pageTime = 5 * time.Second

// Collector writes evidence into a folder.
type Collector struct {
	dir      string
	redactor *Redactor
}

// NewCollector writes into dir, which exists: usually t.ArtifactDir().
func NewCollector(dir string, r *Redactor) *Collector {
	return &Collector{dir: dir, redactor: r}
}

// Session writes what a session shows and has recorded: for each open page
// <page>.png and <page>.html, and hops.txt, console.txt and session.har. They go
// to the sub-folder of that name; "" means the folder itself. Everything is
// written that can be; the error joins what could not.
func (c *Collector) Session(ctx context.Context, folder string, s browser.Session, made Creator) error {
	into := &Collector{dir: filepath.Join(c.dir, folder), redactor: c.redactor}
	if err := os.MkdirAll(into.dir, 0o755); err != nil {
		return fmt.Errorf("making a folder for evidence: %w", err)
	}
	var failed []error
	for _, page := range s.Pages() {
		failed = append(failed, into.page(ctx, page))
	}
	trace := s.Trace()
	failed = append(failed,
		into.write("console.txt", into.consoleText(trace.Messages())),
		into.exchanges(trace.Exchanges(), made))
	return errors.Join(failed...)
}

// Exchanges writes what somebody without a browser has exchanged, hops.txt and
// session.har, to the sub-folder of that name.
func (c *Collector) Exchanges(folder string, all []browser.Exchange, made Creator) error {
	into := &Collector{dir: filepath.Join(c.dir, folder), redactor: c.redactor}
	if err := os.MkdirAll(into.dir, 0o755); err != nil {
		return fmt.Errorf("making a folder for evidence: %w", err)
	}
	return into.exchanges(all, made)
}

func (c *Collector) exchanges(all []browser.Exchange, made Creator) error {
	return errors.Join(c.write("hops.txt", hopsText(Hops(all, c.redactor))), c.archive(all, made))
}

// ServerLog writes what Rocket.Chat printed to server.log.
func (c *Collector) ServerLog(lines []string) error {
	return c.write("server.log", c.redactor.String(joinLines(lines)))
}

// page writes one page's picture and source.
func (c *Collector) page(ctx context.Context, p browser.Page) error {
	picture := c.picture(ctx, p)
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	source, err := p.HTML(ctx)
	if err != nil {
		return errors.Join(picture, fmt.Errorf("reading the source of %s: %w", p.ID(), c.censored(err)))
	}
	return errors.Join(picture, c.write(p.ID()+".html", c.redactor.String(source)))
}

func (c *Collector) archive(exchanges []browser.Exchange, made Creator) error {
	raw, err := json.MarshalIndent(Archive(exchanges, made, c.redactor), "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the HAR archive: %w", err)
	}
	return c.write("session.har", string(raw)+"\n")
}

func (c *Collector) consoleText(messages []browser.Message) string {
	lines := make([]string, len(messages))
	for i, m := range messages {
		lines[i] = fmt.Sprintf("%s %s %s %s", m.At.UTC().Format(time.RFC3339Nano), m.Page, m.Level, c.redactor.String(m.Text))
	}
	return joinLines(lines)
}

func (c *Collector) write(name, text string) error {
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o644); err != nil {
		return fmt.Errorf("keeping evidence: %w", err)
	}
	return nil
}

// censored is an error whose text has passed the redactor: what a browser says
// about a page may quote its address.
func (c *Collector) censored(err error) error {
	return errors.New(c.redactor.String(err.Error()))
}

func joinLines(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}
