package gateway_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers"
	"gonogo/containers/gateway"
	"gonogo/containers/images"
	"gonogo/containers/images/imagetest"
	"gonogo/internal/simulator/front"
)

const chat, away = "chat.acme.eu", "id.acme.eu"

// stack is a gateway with a server behind chat, and nothing behind away.
type stack struct {
	gateway   *gateway.Container
	authority *front.Authority
	address   string
	client    *http.Client
}

func TestGateway(t *testing.T) {
	t.Parallel()
	imagetest.Need(t, images.Gateway)
	s := start(t)

	t.Run("a site is served by name with the run's certificate", func(t *testing.T) {
		status, body := get(t, s.client, "https://"+chat+"/seen?x=%2F&y=a+b")
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, body, "GET "+chat+" /seen?x=%2F&y=a+b HTTP/1")
		require.Contains(t, body, `X-Forwarded-Proto: ["https"]`)
		require.Contains(t, body, `X-Forwarded-Host: ["`+chat+`"]`)
	})
	t.Run("nothing is compressed that the client did not ask for", func(t *testing.T) {
		plain := s.client.Transport.(*http.Transport).Clone()
		plain.DisableCompression = true
		t.Cleanup(plain.CloseIdleConnections)
		_, body := get(t, &http.Client{Transport: plain}, "https://"+chat+"/seen")
		require.Contains(t, body, "Accept-Encoding: []")
	})
	t.Run("what the client claims about its way is dropped", func(t *testing.T) {
		req := request(t, "https://"+chat+"/seen")
		req.Header.Set("X-Forwarded-Host", "evil.example")
		_, body := do(t, s.client, req)
		require.NotContains(t, body, "evil.example")
	})
	t.Run("an upgraded connection carries bytes both ways", s.websocket)
	t.Run("a server that is away is a bad gateway, and its codes are in no log", func(t *testing.T) {
		status, _ := get(t, s.client, "https://"+away+"/_oauth/acme?code=a-code-that-is-secret")
		require.Equal(t, http.StatusBadGateway, status)
		logs, err := s.gateway.Logs(t.Context())
		require.NoError(t, err)
		defer func() { _ = logs.Close() }()
		printed, err := io.ReadAll(logs)
		require.NoError(t, err)
		require.Contains(t, string(printed), "serving initial configuration")
		require.NotContains(t, string(printed), "a-code-that-is-secret")
	})
	t.Run("a name that is no site gets no certificate", func(t *testing.T) {
		_, err := tls.Dial("tcp", s.address, &tls.Config{ServerName: "evil.example", RootCAs: s.authority.CertPool()})
		require.ErrorContains(t, err, "remote error: tls")
	})
	t.Run("a request for another name than its connection's is misdirected", func(t *testing.T) {
		req := request(t, "https://"+chat+"/seen")
		req.Host = "evil.example"
		status, _ := do(t, s.client, req)
		require.Equal(t, http.StatusMisdirectedRequest, status)
	})
	t.Run("the client refuses other hosts", func(t *testing.T) {
		resp, err := s.client.Do(request(t, "https://evil.example/"))
		if err == nil {
			_ = resp.Body.Close()
		}
		require.ErrorContains(t, err, "the stack's gateway does not serve evil.example:443; it serves port 443 of chat.acme.eu, id.acme.eu")
	})
}

// start runs the gateway as a stack does, between an inside network and a door.
func start(t *testing.T) *stack {
	t.Helper()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	inside, door := join(t, network.WithInternal()), join(t)
	upstream(t, inside)
	g, err := gateway.Run(t.Context(), images.Gateway,
		gateway.WithSite(chat, "rocketchat:3000"), gateway.WithSite(away, "provider:8080"), gateway.WithAuthority(a),
		containers.Join(inside, chat, away), containers.Join(door))
	cleanup(t, g)
	require.NoError(t, err)
	address, err := g.Address(t.Context())
	require.NoError(t, err)
	client := gateway.Client(address, a.CertPool(), chat, away)
	t.Cleanup(client.CloseIdleConnections)
	return &stack{g, a, address, client}
}

func join(t *testing.T, opts ...network.NetworkCustomizer) string {
	t.Helper()
	n, err := network.New(t.Context(), opts...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Remove(context.Background())) })
	return n.Name
}

// upstream runs testdata/upstream in the gateway's image, which holds nothing
// that minds.
func upstream(t *testing.T, inside string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "upstream")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/upstream")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux")
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	c, err := testcontainers.Run(t.Context(), images.Gateway,
		testcontainers.WithFiles(testcontainers.ContainerFile{HostFilePath: program, ContainerFilePath: "/upstream", FileMode: 0o755}),
		testcontainers.WithCmd("/upstream"), containers.Join(inside, "rocketchat"),
		testcontainers.WithWaitStrategy(wait.ForNop(func(context.Context, wait.StrategyTarget) error { return nil })))
	cleanup(t, c)
	require.NoError(t, err)
}

func cleanup(t *testing.T, c testcontainers.Container) {
	t.Helper()
	testcontainers.CleanupContainer(t, c)
}

func (s *stack) websocket(t *testing.T) {
	raw, err := gateway.Dialer(s.address, chat)(t.Context(), "tcp", chat+":443")
	require.NoError(t, err)
	conn := tls.Client(raw, &tls.Config{ServerName: chat, RootCAs: s.authority.CertPool()})
	defer func() { _ = conn.Close() }()
	req := request(t, "https://"+chat+"/websocket")
	req.Header.Set("Connection", "Upgrade")
	req.Header.Set("Upgrade", "websocket")
	req.Header.Set("Sec-WebSocket-Version", "13")
	req.Header.Set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
	require.NoError(t, req.Write(conn))
	reader := bufio.NewReader(conn)
	resp, err := http.ReadResponse(reader, req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	require.Equal(t, http.StatusSwitchingProtocols, resp.StatusCode)
	// RFC 6455, section 1.3, gives the answer to its sample nonce.
	require.Equal(t, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", resp.Header.Get("Sec-WebSocket-Accept"))
	_, err = io.WriteString(conn, "there and back\n")
	require.NoError(t, err)
	line, err := reader.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "there and back\n", line)
}

func request(t *testing.T, address string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	return req
}

func get(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	return do(t, c, request(t, address))
}

func do(t *testing.T, c *http.Client, req *http.Request) (int, string) {
	t.Helper()
	resp, err := c.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(body)
}
