package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/internal/rocketchat"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// started is a simulator that runs until stop is called.
type started struct {
	line string // what it printed
	stop func() int
}

func start(t *testing.T, env map[string]string, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var stderr bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		status := process{func(name string) string { return env[name] }, in, &stderr}.main(ctx, args)
		_ = in.Close()
		ended <- status
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	stop := func() int { cancel(); return <-ended }
	if err != nil {
		stop()
		require.NoError(t, err, stderr.String())
	}
	return started{line, stop}
}

func TestRunsOnPlainAddressesUntilInterrupted(t *testing.T) {
	t.Parallel()
	s := start(t, map[string]string{"GONOGO_ADMIN_PASSWORD": "open sesame"},
		"--rocketchat=127.0.0.1:0", "--provider=127.0.0.1:0", "--release=7.1.0", "--admin=root", "--person=ann@acme.eu", "--configure")
	found := regexp.MustCompile(`^Rocket\.Chat 7\.1\.0 \(simulated\) at (http://127\.0\.0\.1:\d+), clavex \(emulated\) at http://127\.0\.0\.1:\d+/acme, ` +
		`administrator root with the password in GONOGO_ADMIN_PASSWORD; Ctrl-C ends\.\n$`).FindStringSubmatch(s.line)
	require.NotNil(t, found, s.line)

	tr := new(http.Transport)
	defer tr.CloseIdleConnections()
	admin, err := rocketchat.New(found[1], &http.Client{Transport: tr}).Login(t.Context(), "root", "open sesame")
	require.NoError(t, err)
	limited, err := admin.Setting(t.Context(), "API_Enable_Rate_Limiter")
	require.NoError(t, err)
	require.Equal(t, true, limited)
	service, err := admin.WaitService(t.Context(), "clavex", func(rocketchat.Service) bool { return true })
	require.NoError(t, err)
	require.Regexp(t, `^http://127\.0\.0\.1:\d+/acme$`, service["serverURL"])
	require.Zero(t, s.stop())
}

func TestPasswordFileIsPrivateAndGoesAway(t *testing.T) {
	t.Parallel()
	s := start(t, nil, "--rocketchat=127.0.0.1:0", "--provider=127.0.0.1:0")
	path := regexp.MustCompile(`password in (\S+);`).FindStringSubmatch(s.line)[1]
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	secret, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NotContains(t, s.line, strings.TrimSpace(string(secret)))
	require.Zero(t, s.stop())
	require.NoFileExists(t, path)
}

func TestWhatCannotStartIsOneSentence(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, busy.Close()) })
	taken := busy.Addr().String()
	tests := map[string]struct {
		args []string
		want string
	}{
		"busy port": {
			[]string{"--rocketchat", taken},
			"simulator: opening the simulator: " + taken + " is in use by another program; stop it or choose another address with --rocketchat\n",
		},
		"busy provider port": {
			[]string{"--rocketchat", "127.0.0.1:0", "--provider", taken},
			"simulator: opening the simulator: " + taken + " is in use by another program; stop it or choose another address with --provider\n",
		},
		"reachable from outside": {
			[]string{"--rocketchat", "0.0.0.0:3000"},
			"simulator: opening the simulator: --rocketchat \"0.0.0.0:3000\" is not a loopback address; the simulator listens on 127.0.0.1 or [::1] only\n",
		},
		"unknown guide": {
			[]string{"--guide", "okta"},
			"simulator: unknown guide \"okta\"; known guides: authentik, clavex, encvoy, entra, miniorange\n",
		},
		"unknown release": {
			[]string{"--release", "1.0.0"},
			"simulator: unknown Rocket.Chat release \"1.0.0\"; known releases: 3.18.2, 4.8.7, 5.4.10, 6.2.12, 6.3.0, 6.4.0, 6.4.9, 6.6.0, 6.13.1, 7.1.0, 7.4.5, 7.13.9, 8.1.8, 8.2.0, 8.9.0\n",
		},
		"unknown flag": {[]string{"--port=1"}, "simulator: unknown flag --port\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			status := process{func(string) string { return "" }, &stdout, &stderr}.main(t.Context(), tt.args)
			require.Equal(t, 2, status)
			require.Equal(t, tt.want, stderr.String())
			require.Empty(t, stdout.String())
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Zero(t, process{os.Getenv, &stdout, &stderr}.main(t.Context(), []string{"--help"}))
	require.Contains(t, stdout.String(), "--configure")
	require.Empty(t, stderr.String())
}
