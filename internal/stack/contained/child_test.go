package contained

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
)

// childVariable makes this test binary a process that opens one stack, see
// TestProcessOfItsOwn. It holds a process as JSON.
const childVariable = "GONOGO_CONTAINED_CHILD"

// process is how a process of its own opens a stack.
type process struct{ Folder, Keep, Run string }

// child is a process that another test has started. It ends with the test.
type child struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
	heard   []string
}

// start starts a process of its own.
func (p process) start(t *testing.T) *child {
	t.Helper()
	described, err := json.Marshal(p)
	require.NoError(t, err)
	c := &child{command: exec.Command(os.Args[0], "-test.run=^TestProcessOfItsOwn$")}
	c.command.Env = append(os.Environ(), childVariable+"="+string(described))
	c.command.Stderr = os.Stderr
	c.in, err = c.command.StdinPipe()
	require.NoError(t, err)
	out, err := c.command.StdoutPipe()
	require.NoError(t, err)
	c.out = bufio.NewScanner(out)
	require.NoError(t, c.command.Start())
	t.Cleanup(func() {
		if c.command.ProcessState == nil {
			assert.NoError(t, c.command.Process.Kill())
			_ = c.command.Wait()
		}
	})
	return c
}

// hear waits for a line that begins with a word, and returns the rest of it.
func (c *child) hear(t *testing.T, word string) string {
	t.Helper()
	for c.out.Scan() {
		c.heard = append(c.heard, c.out.Text())
		if rest, ok := strings.CutPrefix(c.out.Text(), word+": "); ok {
			return rest
		}
	}
	require.Failf(t, "the process ended early", "it was to say %q and said:\n%s", word, strings.Join(c.heard, "\n"))
	return ""
}

// tell gives an order: close, fail or me.
func (c *child) tell(t *testing.T, order string) {
	t.Helper()
	_, err := fmt.Fprintln(c.in, order)
	require.NoError(t, err)
}

// end lets the process end by itself, and returns everything it has said.
func (c *child) end(t *testing.T) string {
	t.Helper()
	require.NoError(t, c.in.Close())
	for c.out.Scan() {
		c.heard = append(c.heard, c.out.Text())
	}
	said := strings.Join(c.heard, "\n")
	require.NoError(t, c.command.Wait(), said)
	return said
}

// kill is kill -9.
func (c *child) kill(t *testing.T) {
	t.Helper()
	require.NoError(t, c.command.Process.Kill())
	err := c.command.Wait()
	require.Equal(t, syscall.SIGKILL, c.command.ProcessState.Sys().(syscall.WaitStatus).Signal(), err)
}

// cellRelease is the release of which stacks are opened here.
const cellRelease = "8.9.0"

// TestProcessOfItsOwn is what other tests start, kill and interrupt. It says what
// happens line by line and takes orders likewise, as a suite would.
func TestProcessOfItsOwn(t *testing.T) {
	described, ok := os.LookupEnv(childVariable)
	if !ok {
		t.Skip("other tests start this one as a process of its own")
	}
	var p process
	require.NoError(t, json.Unmarshal([]byte(described), &p))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o, err := Open(ctx, Options{Local: true, Folder: p.Folder, Keep: p.Keep, Run: p.Run, Say: func(line string) { fmt.Println("said:", line) }})
	require.NoError(t, err)
	defer func() { require.NoError(t, o.Close(context.WithoutCancel(ctx))) }()
	fmt.Println("prepared:", os.Getpid())
	c := ownCell(t)
	s, err := o.Open(ctx, c.guide, c.release)
	if err != nil {
		fmt.Println("failed:", strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	fmt.Println("open:", s.id)
	obey(t, o, s)
	require.NoError(t, s.Close(context.WithoutCancel(ctx)))
	fmt.Println("closed:", s.id)
}

// obey follows orders until one is to close the stack, or there are no more.
func obey(t *testing.T, o *Opener, s *Stack) {
	t.Helper()
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		switch orders.Text() {
		case "me":
			me, err := s.Admin().Me(t.Context())
			require.NoError(t, err)
			fmt.Println("me:", me.Username)
		case "fail":
			o.Fail()
		case "close":
			return
		}
	}
}

// ownCell is the cell of these stacks, as Open makes it.
func ownCell(t testing.TB) cell {
	t.Helper()
	catalogue, err := release.Load(fixtures.Files)
	require.NoError(t, err)
	r, err := catalogue.Find(cellRelease)
	require.NoError(t, err)
	g, err := guide.Load(fixtures.Files, "clavex")
	require.NoError(t, err)
	g, identity, err := Providers{}.place(g, true)
	require.NoError(t, err)
	return cell{guide: g, release: r, images: imagesOf(r, true), identity: identity}
}
