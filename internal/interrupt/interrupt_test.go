package interrupt_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/interrupt"
)

// releasing tells the test's own program, started again, which file to write when it
// has been interrupted.
const releasing = "GONOGO_TEST_RELEASING"

func TestWhoeverIsInterruptedReleasesEverything(t *testing.T) {
	t.Parallel()
	if file := os.Getenv(releasing); file != "" {
		waitAndRelease(t, file)
		return
	}
	program, err := os.Executable()
	require.NoError(t, err)
	for name, interrupted := range map[string]func(p *os.Process, output *os.File) error{
		"SIGINT":  func(p *os.Process, output *os.File) error { return readOn(output, p.Signal(os.Interrupt)) },
		"SIGTERM": func(p *os.Process, output *os.File) error { return readOn(output, p.Signal(syscall.SIGTERM)) },
		"nobody reads": func(_ *os.Process, output *os.File) error {
			return output.Close()
		},
		"SIGTERM, and nobody reads": func(p *os.Process, output *os.File) error {
			if err := output.Close(); err != nil {
				return err
			}
			return p.Signal(syscall.SIGTERM)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "released")
			output, input, err := os.Pipe()
			require.NoError(t, err)
			run := exec.CommandContext(t.Context(), program, "-test.run=^TestWhoeverIsInterruptedReleasesEverything$", "-test.v")
			run.Env, run.Stdout = append(os.Environ(), releasing+"="+file), input
			require.NoError(t, run.Start())
			require.NoError(t, input.Close())
			for lines := bufio.NewScanner(output); lines.Scan() && lines.Text() != "holding"; {
			}
			require.NoError(t, interrupted(run.Process, output))
			_ = run.Wait() // how it ends after that is Go's business
			assert.FileExists(t, file)
		})
	}
}

// readOn reads to the end, as go test does.
func readOn(output io.Reader, signalled error) error {
	_, err := io.Copy(io.Discard, output)
	return errors.Join(signalled, err)
}

// waitAndRelease prints until it is interrupted, and then again; broken connections
// do not interrupt it.
func waitAndRelease(t *testing.T, file string) {
	t.Helper()
	ctx, stop := interrupt.Context(context.Background())
	defer stop()
	breakConnection(t)
	if ctx.Err() != nil {
		return
	}
	fmt.Println("holding")
	for ctx.Err() == nil {
		fmt.Println("still holding")
	}
	fmt.Println("releasing")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
}

// breakConnection writes to a connection that is closed, until that is an error.
func breakConnection(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	near, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	far, err := l.Accept()
	require.NoError(t, err)
	require.NoError(t, far.(*net.TCPConn).SetLinger(0))
	require.NoError(t, far.Close())
	for err == nil {
		_, err = near.Write([]byte("x"))
	}
	_, err = near.Write([]byte("x"))
	require.Error(t, err)
	_ = near.Close()
}
