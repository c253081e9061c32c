// Package leak tells what a suite leaves behind in the process that it ran in, and on
// the machine: goroutines, ports, processes and folders. It looks only at what this
// process owns, so that nothing else on the machine can raise an alarm. Where there
// is no /proc, ports and processes go unseen.
package leak

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"gonogo/internal/scratch"
)

// Check fails the test if, after everything that it has registered to be cleaned up
// from here on, something is left that was not there before. Nothing else may run in
// the process at the same time.
func Check(tb testing.TB) {
	tb.Helper()
	before := Look()
	tb.Cleanup(func() {
		if left := before.Left(); len(left) > 0 {
			tb.Errorf("left behind: %s", strings.Join(left, "; "))
		}
	})
}

// Sight is what a process owned when it was looked at.
type Sight struct {
	goroutines goleak.Option
	owned      map[string]bool
}

// Look notes what this process owns now.
func Look() Sight {
	s := Sight{goroutines: goleak.IgnoreCurrent(), owned: map[string]bool{}}
	for _, thing := range owned() {
		s.owned[thing] = true
	}
	return s
}

// Left names what has come since: "the port 127.0.0.1:40123", "the process chromium
// (1234)". Goroutines that are about to end are waited for, half a second.
func (s Sight) Left() []string {
	left := slices.DeleteFunc(owned(), func(thing string) bool { return s.owned[thing] })
	return append(left, goroutines(goleak.Find(s.goroutines))...)
}

// owned are the ports, processes and folders of this process.
func owned() []string {
	folders := scratch.Mine(os.TempDir(), "/tmp")
	var all []string
	for _, address := range listening() {
		all = append(all, "the port "+address)
	}
	for _, p := range started(folders) {
		all = append(all, "the process "+p.String())
	}
	for _, folder := range folders {
		all = append(all, "the folder "+folder)
	}
	return all
}

// goroutines reads what goleak has found: a list of stacks, each headed by
// "Goroutine 7 in state select, with gonogo/… on top of the stack:".
func goroutines(found error) []string {
	if found == nil {
		return nil
	}
	counts := map[string]int{}
	for line := range strings.Lines(found.Error()) {
		_, rest, _ := strings.Cut(line, "Goroutine ")
		if _, what, ok := strings.Cut(rest, ", with "); ok {
			top, _, _ := strings.Cut(what, " on top of the stack")
			counts[top]++
		}
	}
	var all []string
	for _, top := range slices.Sorted(maps.Keys(counts)) {
		number := "a goroutine"
		if n := counts[top]; n > 1 {
			number = fmt.Sprint(n, " goroutines")
		}
		all = append(all, number+" in "+top)
	}
	return all
}
