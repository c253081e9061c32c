package main

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// terminal opens a pseudo terminal: what is written to tty can be read after it
// has been closed.
func terminal(t *testing.T, columns uint16) (tty *os.File, printed func() string) {
	t.Helper()
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("this machine has no pseudo terminals: %v", err)
	}
	fd := int(control.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}))
	var all bytes.Buffer
	var reading sync.WaitGroup
	reading.Go(func() { _, _ = all.ReadFrom(control) }) // ends with EIO when the terminal is closed
	t.Cleanup(func() { _ = control.Close() })
	return tty, func() string {
		require.NoError(t, tty.Close())
		reading.Wait()
		return all.String()
	}
}

func TestOnATerminalTheRunIsShownLive(t *testing.T) {
	t.Parallel()
	tty, printed := terminal(t, 50)
	s := newShow(tty, environment(map[string]string{"TERM": "xterm"}), later, halfway(lastRun()))
	assert.Equal(t, liveEvery, s.every())
	s.tick()
	require.NoError(t, unix.IoctlSetWinsize(int(tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 30}))
	s.tick()
	s.end()
	text := printed()
	assert.Contains(t, text, "2 of about 6 scenarios, 1 unexpected, 1 as expec…\r\n")
	assert.Contains(t, text, red+"=")
	assert.Contains(t, text, "\x1b[8F\x1b[J2 of about 6 scenarios, 1 un…\r\n", "it has become narrower")
}

func TestATerminalThatCannotMoveItsCursorGetsLines(t *testing.T) {
	t.Parallel()
	tty, printed := terminal(t, 80)
	s := newShow(tty, environment(map[string]string{"TERM": "dumb"}), later, halfway(lastRun()))
	assert.Equal(t, plainEvery, s.every())
	s.tick()
	s.end()
	assert.Equal(t, "     2 of about 6 scenarios, 1 unexpected, 1 as expected; 0:20 gone, about 0:40 left\r\n", printed())
}

// A whole run, of the suites in testdata.
func TestARunOnATerminalKeepsWhatIsUnexpected(t *testing.T) {
	t.Parallel()
	tty, printed := terminal(t, 80)
	require.ErrorIs(t, run(t.Context(), suite(t, "TestKept|TestBroken"), tty), errUnexpected)
	text := printed()
	assert.Contains(t, text, "FAILED      clavex    8.9.0")
	assert.NotContains(t, text, "kept        clavex", "only the table shows what was expected")
	assert.Contains(t, text, "NO-GO  clavex")
}
