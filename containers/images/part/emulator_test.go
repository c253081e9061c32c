package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/control"
)

// emulated is the subcommand, running on free ports.
type emulated struct {
	provider string // its address here
	api      *control.Client
	lines    *bufio.Reader // what it prints after the first line
	end      func() error  // as SIGTERM does
}

func startEmulator(t *testing.T, id, base string) emulated {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	printed, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		env := map[string]string{"GONOGO_PROVIDER": id, "BASE_URL": base, "GONOGO_CONTROL_TOKEN": "control-token"}
		err := run(ctx, process{env, out}, []string{"emulator", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"})
		_ = out.Close()
		ended <- err
	}()
	end := func() error { cancel(); return <-ended }
	lines := bufio.NewReader(printed)
	line, err := lines.ReadString('\n')
	if err != nil {
		require.NoError(t, end())
	}
	found := regexp.MustCompile(`^` + id + ` \(emulated\) for ` + base + ` at (127\.0\.0\.1:\d+), control API at (127\.0\.0\.1:\d+)\n$`).FindStringSubmatch(line)
	require.NotNil(t, found, line)
	transport := &http.Transport{DisableKeepAlives: true}
	return emulated{
		provider: "http://" + found[1], lines: lines, end: end,
		api: control.New(control.Options{
			ID: id, URL: "http://" + found[2], Token: "control-token", HTTP: &http.Client{Transport: transport},
		}),
	}
}

func TestEmulatorServesBehindAGateway(t *testing.T) {
	t.Parallel()
	e := startEmulator(t, "clavex", "https://id.acme.eu/acme")
	rest := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(e.lines) // ends with the pipe
		rest <- string(all)
	}()
	require.NoError(t, e.api.Ready(t.Context()))
	credentials, err := e.api.Register(t.Context(), provider.Registration{RedirectURIs: []string{"https://chat.acme.eu/_oauth/clavex"}})
	require.NoError(t, err)

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.provider+"/acme/.well-known/openid-configuration", nil)
	require.NoError(t, err)
	request.Host = "id.acme.eu"
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	require.NoError(t, err)
	document, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Contains(t, string(document), `"https://id.acme.eu/acme/authorize"`, "its own addresses are those of the gateway")

	asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		e.provider+"/acme/authorize?response_type=code&state=hidden-from-the-log&client_id="+credentials.ClientID, nil)
	require.NoError(t, err)
	response, err = transport.RoundTrip(asked)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Len(t, e.api.Requests(), 1)

	require.NoError(t, e.end())
	log := <-rest
	assert.Contains(t, log, "GET /acme/.well-known/openid-configuration 200 ")
	assert.Contains(t, log, "GET /acme/authorize ")
	assert.NotContains(t, log, "hidden-from-the-log")
	assert.NotContains(t, log, "control-token")
}

func TestEveryEmulatorGetsReady(t *testing.T) {
	t.Parallel()
	for id, base := range map[string]string{
		"authentik": "https://authentik.company/application/o", "clavex": "https://id.acme.eu/acme",
		"encvoy": "https://id.acme.eu", "miniorange": "https://demo.miniorange.in/moas",
		"entra": "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555",
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			e := startEmulator(t, id, base)
			printed := make(chan struct{})
			go func() {
				defer close(printed)
				_, _ = io.Copy(io.Discard, e.lines)
			}()
			assert.NoError(t, e.api.Ready(t.Context()))
			require.NoError(t, e.end())
			<-printed
		})
	}
}

func TestEmulatorThatCannotStartSaysWhy(t *testing.T) {
	t.Parallel()
	for want, env := range map[string]map[string]string{
		"GONOGO_CONTROL_TOKEN is not set": {"GONOGO_PROVIDER": "clavex", "BASE_URL": "https://id.acme.eu/acme"},
		`GONOGO_PROVIDER, BASE_URL: emulating "okta": there is no such emulator`: {
			"GONOGO_PROVIDER": "okta", "BASE_URL": "https://id.acme.eu", "GONOGO_CONTROL_TOKEN": "t"},
		`GONOGO_PROVIDER, BASE_URL: emulating "clavex": base URL "" of the provider is not of the form https://host/path`: {
			"GONOGO_PROVIDER": "clavex", "GONOGO_CONTROL_TOKEN": "t"},
	} {
		err := run(t.Context(), process{env, io.Discard}, []string{"emulator"})
		require.Error(t, err)
		assert.True(t, strings.HasPrefix(err.Error(), want), err)
	}
}
