package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"gonogo/internal/report"
)

// show tells people what is happening while it runs: on a terminal by a live view
// of a few lines, above which stays what was unexpected; elsewhere by one line a
// scenario, and now and then one that says how far it is.
type show struct {
	out     io.Writer
	columns func() int // of the terminal; nil: there is none
	colours bool
	now     func() time.Time

	mu       sync.Mutex
	progress *progress
	drawn    []string // lines of the view that are on the terminal
}

// How often the view is drawn anew, and how often plain output says how far it is.
const (
	liveEvery  = time.Second
	plainEvery = 30 * time.Second
)

// newShow writes to out. A terminal that cannot move its cursor gets plain output.
func newShow(out io.Writer, getenv func(string) string, now func() time.Time, p *progress) *show {
	s := &show{out: out, now: now, progress: p, colours: getenv("NO_COLOR") == ""}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) && getenv("TERM") != "dumb" {
		s.columns = func() int {
			columns, _, err := term.GetSize(int(f.Fd()))
			if err != nil {
				return 0
			}
			return columns
		}
	}
	return s
}

// every is the time between two calls of tick.
func (s *show) every() time.Duration {
	if s.columns != nil {
		return liveEvery
	}
	return plainEvery
}

// tick says how far the run is.
func (s *show) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.columns != nil {
		s.redraw(nil)
		return
	}
	fmt.Fprintf(s.out, "     %s\n", strings.Join(standing(s.progress, s.now()), "; "))
}

// event takes in what happened, and the record of a scenario that ended with it.
func (s *show) event(e report.Event, ended *report.Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress.add(e, ended)
	var text bytes.Buffer
	if e.Key == report.KeyNotice {
		fmt.Fprintln(&text, e.Value)
	}
	if ended != nil && (s.columns == nil || isUnexpected(*ended)) {
		showCase(&text, len(s.progress.ended), *ended)
	}
	s.above(text.Bytes())
}

// Write prints something else that is to stay, such as what go test complains of.
func (s *show) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.above(text)
	return len(text), nil
}

// above prints what is to stay above the view.
func (s *show) above(text []byte) {
	switch {
	case len(text) == 0:
	case s.columns == nil:
		_, _ = s.out.Write(text)
	default:
		s.redraw(text)
	}
}

// redraw replaces the view by a text that stays and the view as it is now, in one
// write, so that nothing flickers. (ECMA-48: CPL moves up to the first column, ED
// clears from there.)
func (s *show) redraw(text []byte) {
	var b bytes.Buffer
	s.erase(&b)
	b.Write(text)
	s.drawn = view(s.progress, s.now(), s.columns(), s.colours)
	for _, line := range s.drawn {
		b.WriteString(line + "\n")
	}
	_, _ = s.out.Write(b.Bytes())
}

// erase takes the view away. A terminal that has become narrower since has wrapped
// its lines.
func (s *show) erase(to *bytes.Buffer) {
	rows := 0
	for _, line := range s.drawn {
		rows += max(1, (width(line)+s.columns()-1)/max(1, s.columns()))
	}
	if rows > 0 {
		fmt.Fprintf(to, "\x1b[%dF\x1b[J", rows)
	}
	s.drawn = nil
}

// end takes the view away: the table comes in its place.
func (s *show) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b bytes.Buffer
	s.erase(&b)
	_, _ = s.out.Write(b.Bytes())
}

// errors is where what go test complains of goes: around the view, if it is on the
// same terminal.
func (s *show) errors() io.Writer {
	if s.columns != nil && term.IsTerminal(int(os.Stderr.Fd())) {
		return s
	}
	return os.Stderr
}

// keepTelling ticks until the returned function is called, which ends the view.
func (s *show) keepTelling() (stop func()) {
	ticker := time.NewTicker(s.every())
	done := make(chan struct{})
	var telling sync.WaitGroup
	telling.Go(func() {
		for {
			select {
			case <-ticker.C:
				s.tick()
			case <-done:
				return
			}
		}
	})
	return func() {
		ticker.Stop()
		close(done)
		telling.Wait()
		s.end()
	}
}
