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
// (1234)". Goroutines that are about to end are waited for.
func (s Sight) Left() []string {
	running := s.running()
	left := slices.DeleteFunc(owned(), func(thing string) bool { return s.owned[thing] })
	return append(left, goroutines(running)...)
}

// looks is how often goroutines are looked for: half a second each, in which
// goleak itself looks twenty times. What is about to end has no processor for a
// while where the machine has much to do.
const looks = 10

// running is goleak's word for the goroutines that have come since and stay.
func (s Sight) running() (found error) {
	for range looks {
		if found = goleak.Find(s.goroutines); found == nil {
			return nil
		}
	}
	return found
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
// "Goroutine 7 in state select, with internal/poll.runtime_pollWait on top …".
func goroutines(found error) []string {
	if found == nil {
		return nil
	}
	counts := map[string]int{}
	for _, stack := range strings.Split(found.Error(), "Goroutine ")[1:] {
		counts[culprit(stack)]++
	}
	var all []string
	for _, where := range slices.Sorted(maps.Keys(counts)) {
		number := "a goroutine"
		if n := counts[where]; n > 1 {
			number = fmt.Sprint(n, " goroutines")
		}
		all = append(all, number+" in "+where)
	}
	return all
}

// culprit is the project's function that is nearest to the top of a stack or, if
// there is none, the function at the top.
func culprit(stack string) string {
	for line := range strings.Lines(stack) {
		if creator, is := strings.CutPrefix(line, "created by gonogo/"); is {
			return "gonogo/" + strings.Fields(creator)[0]
		}
		if arguments := strings.LastIndex(line, "("); strings.HasPrefix(line, "gonogo/") && arguments > 0 {
			return line[:arguments]
		}
	}
	_, top, _ := strings.Cut(stack, ", with ")
	top, _, _ = strings.Cut(top, " on top of the stack")
	return top
}
