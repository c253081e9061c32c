package leak_test

import (
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/leak"
	"gonogo/internal/scratch"
)

// leaking tells the test's own program, started again, what to leave behind.
const leaking = "GONOGO_TEST_LEAKING"

// things are what a suite may leave behind, and how it is named. Everything ends
// with the process, but for the folder.
func things() map[string]struct {
	leave func(t *testing.T)
	named string
} {
	return map[string]struct {
		leave func(t *testing.T)
		named string
	}{
		"nothing": {func(*testing.T) {}, ""},
		"a goroutine": {
			func(*testing.T) {
				for range 2 {
					go func() { <-make(chan int) }()
				}
				reading, _ := io.Pipe()
				go func() { _, _ = io.Copy(io.Discard, reading) }()
			},
			`left behind: 2 goroutines in gonogo/internal/leak_test\.things\.func2\.1; a goroutine in gonogo/internal/leak_test\.things\.func2\.2\n`,
		},
		"a port": {
			func(t *testing.T) {
				_, err := net.Listen("tcp", "127.0.0.1:0")
				require.NoError(t, err)
				_, err = net.Listen("tcp6", "[::1]:0")
				require.NoError(t, err)
			},
			`left behind: the port 127\.0\.0\.1:\d+; the port \[::1\]:\d+\n`,
		},
		"a process": {
			func(t *testing.T) {
				child := exec.Command("cat")
				child.Stdin = untilTheEnd(t)
				require.NoError(t, child.Start())
			},
			`left behind: the process cat \(\d+\)\n`,
		},
		"a process without parent, and its folder": {
			func(t *testing.T) {
				folder, err := scratch.New(os.TempDir(), "gonogo-browser-")
				require.NoError(t, err)
				shell := exec.Command("sh", "-c", "exec 3<&0; { echo ready; read line <&3; } &")
				shell.Env, shell.Stdin = append(os.Environ(), "TMPDIR="+folder), untilTheEnd(t)
				output, err := shell.StdoutPipe()
				require.NoError(t, err)
				require.NoError(t, shell.Start())
				_, err = io.ReadFull(output, make([]byte, len("ready")))
				require.NoError(t, err)
				require.NoError(t, shell.Wait())
			},
			`left behind: the process sh \(\d+\); the folder \S+/gonogo-browser-\d+-\d+\n`,
		},
		"what was there before": {func(*testing.T) {}, ""},
	}
}

// untilTheEnd is an input that ends with this process, whatever is collected before.
func untilTheEnd(t *testing.T) *os.File {
	t.Helper()
	ends := make([]int, 2)
	require.NoError(t, syscall.Pipe(ends))
	syscall.CloseOnExec(ends[0])
	syscall.CloseOnExec(ends[1])
	return os.NewFile(uintptr(ends[0]), "until the end")
}

func TestWhatIsLeftBehindFailsTheSuite(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	require.NoError(t, err)
	for name, thing := range things() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			suite := exec.CommandContext(t.Context(), program, "-test.run=^TestLeaking$")
			suite.Env = append(os.Environ(), leaking+"="+name, "TMPDIR="+folder)
			output, err := suite.CombinedOutput()
			if thing.named == "" {
				require.NoError(t, err, string(output))
				return
			}
			require.Error(t, err)
			assert.Regexp(t, thing.named, string(output))
		})
	}
}

// TestLeaking is the suite of TestWhatIsLeftBehindFailsTheSuite.
func TestLeaking(t *testing.T) {
	name := os.Getenv(leaking)
	if name == "" {
		t.Skip("it is started by the other test")
	}
	if name == "what was there before" {
		for _, thing := range things() {
			thing.leave(t)
		}
	}
	leak.Check(t)
	things()[name].leave(t)
}

func TestMemoryIsMeasured(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(filepath.Join("/proc", "self", "smaps_rollup")); err != nil {
		t.Skip("this system does not tell what processes take")
	}
	child := exec.Command("cat")
	waits, err := child.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	m := leak.Measure()
	require.NoError(t, waits.Close())
	require.NoError(t, child.Wait())
	assert.NotZero(t, m.Heap)
	assert.Greater(t, m.Own, m.Heap)
	assert.NotZero(t, m.Children)
}

// A suite pays for the look twice.
func BenchmarkLook(b *testing.B) {
	for b.Loop() {
		leak.Look().Left()
	}
}
