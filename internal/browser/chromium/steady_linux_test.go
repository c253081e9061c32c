//go:build linux && (amd64 || arm64)

package chromium

import (
	"io"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// The probe asks for the routing socket and for another one, and says what it got.
const probe = `import socket
for protocol in (socket.NETLINK_ROUTE, 15):
    try:
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol).close()
        print("open")
    except OSError as e:
        print(e.errno)`

func TestBrowserCannotWatchTheNetworkAndThisProcessCan(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed, which would ask for the sockets")
	}
	for name, tt := range map[string]struct {
		start func(*exec.Cmd) error
		want  string
	}{
		"steady": {startSteady, "97\nopen\n"}, // EAFNOSUPPORT
		"as is":  {(*exec.Cmd).Start, "open\nopen\n"},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), python, "-c", probe)
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, tt.start(cmd))
			printed, err := io.ReadAll(out)
			require.NoError(t, err)
			require.NoError(t, cmd.Wait())
			require.Equal(t, tt.want, string(printed))
		})
	}
	own, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW, syscall.NETLINK_ROUTE)
	require.NoError(t, err)
	require.NoError(t, syscall.Close(own))
}
