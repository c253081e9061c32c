package simulator_test

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/guide"
	"gonogo/internal/simulator"
	"gonogo/internal/simulator/front"
)

// planted stands for a secret in what hostile clients send.
const planted = "planted-5ecret"

// hostile are requests that no browser sends, by what is wrong with them. HOST is
// replaced by the name of the server that they are meant for.
func hostile() map[string]string {
	const form = "Host: HOST\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	return map[string]string{
		"nothing":                 "",
		"half a request line":     "GET /_oauth/x?code=" + planted,
		"half a header":           "GET / HTTP/1.1\r\nAuthorization: Bearer " + planted,
		"HTTP/0.9":                "GET /?code=" + planted + "\r\n",
		"an unknown version":      "GET / HTTP/9.9\r\nHost: HOST\r\n\r\n",
		"no host":                 "GET /?code=" + planted + " HTTP/1.1\r\n\r\n",
		"two hosts":               "GET / HTTP/1.1\r\nHost: HOST\r\nHost: x\r\n\r\n",
		"too short a body":        "POST /api/v1/login HTTP/1.1\r\n" + form + "Content-Length: 4096\r\n\r\npassword=" + planted,
		"too long a body":         "POST /api/v1/login HTTP/1.1\r\n" + form + "Content-Length: 3\r\n\r\npassword=" + planted + "\r\n\r\n",
		"a negative length":       "POST /api/v1/login HTTP/1.1\r\n" + form + "Content-Length: -1\r\n\r\n" + planted,
		"two lengths":             "POST / HTTP/1.1\r\n" + form + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
		"length and chunks":       "POST / HTTP/1.1\r\n" + form + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + planted,
		"chunks of garbage":       "POST /api/v1/login HTTP/1.1\r\n" + form + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + planted + "\r\n",
		"a chunk without end":     "POST /api/v1/login HTTP/1.1\r\n" + form + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + planted,
		"1 MB of headers":         "GET / HTTP/1.1\r\nHost: HOST\r\nCookie: x=" + strings.Repeat(planted, 1<<20/len(planted)+1) + "\r\n\r\n",
		"a long address":          "GET /?code=" + strings.Repeat(planted, 1<<16/len(planted)) + " HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
		"a star":                  "GET * HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"no slash":                "GET http://HOST HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
		"bytes that are no text":  "GET /\xff\x00\x80 HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"escapes of such bytes":   "GET /%ff%00/..%2f..%2fetc?%zz&state=%00%ff HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
		"an upgrade to nothing":   "GET /websocket HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" + planted,
		"HTTP/2 in the clear":     "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
		"a handshake":             "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + planted,
		"half a handshake record": "\x16\x03\x01\xff\xff\x01",
		"a tunnel to itself":      "CONNECT HOST:80 HTTP/1.1\r\nHost: HOST:80\r\n\r\nCONNECT HOST:80 HTTP/1.1\r\nHost: HOST:80\r\n\r\n",
		"a tunnel to nowhere":     "CONNECT :0 HTTP/1.1\r\nHost: :0\r\n\r\n",
		"requests in a row":       strings.Repeat("GET /api/info?code="+planted+" HTTP/1.1\r\nHost: HOST\r\n\r\n", 20) + "GET",
	}
}

// Rocket.Chat, the providers, the proxy and the TLS behind it survive each of them:
// the connection ends when the client's side does, and the next good request is
// answered.
func TestMalformedRequestsAreSurvived(t *testing.T) {
	t.Parallel()
	for _, id := range guide.IDs() {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			s := open(t, addressed(t, id))
			chat, provider := host(t, s.RocketChatURL()), host(t, s.Guide().ProviderURL)
			inside, authority := named(t, id)
			name, proxy := host(t, inside.RocketChatURL()), host(t, inside.Proxy())
			for what, raw := range hostile() {
				for _, server := range []string{chat, provider, proxy} {
					throw(t, dial(t, server), strings.ReplaceAll(raw, "HOST", server))
				}
				throw(t, tunnel(t, proxy, name), strings.ReplaceAll(raw, "HOST", name))
				throw(t, encrypted(t, proxy, name, authority), strings.ReplaceAll(raw, "HOST", name))
				assertAlive(t, s, what)
				assertAlive(t, inside, what)
			}
		})
	}
}

// addressed are the options of a simulator on addresses of its own.
func addressed(t *testing.T, id string) simulator.Options {
	o := options(t, id, "7.1.0")
	o.Addresses = &simulator.Addresses{RocketChat: "127.0.0.1:0", Provider: "127.0.0.1:0"}
	return o
}

// named is a simulator behind names, with the authority of their certificates.
func named(t *testing.T, id string) (*simulator.Embedded, *front.Authority) {
	t.Helper()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	o := options(t, id, "7.1.0")
	o.Authority = a
	return open(t, o), a
}

func host(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	return u.Host
}

func dial(t *testing.T, address string) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	return c.(*net.TCPConn)
}

// tunnel is a connection to port 443 of a name, before any handshake.
func tunnel(t *testing.T, proxy, name string) *net.TCPConn {
	t.Helper()
	c := dial(t, proxy)
	_, err := io.WriteString(c, "CONNECT "+name+":443 HTTP/1.1\r\nHost: "+name+":443\r\n\r\n")
	require.NoError(t, err)
	established := make([]byte, len("HTTP/1.1 200 Connection Established\r\n\r\n"))
	_, err = io.ReadFull(c, established)
	require.NoError(t, err)
	return c
}

// encrypted is a connection after the handshake.
func encrypted(t *testing.T, proxy, name string, a *front.Authority) *tls.Conn {
	t.Helper()
	c := tls.Client(tunnel(t, proxy, name), &tls.Config{ServerName: name, RootCAs: a.CertPool()})
	require.NoError(t, c.HandshakeContext(t.Context()))
	return c
}

// throw sends bytes, ends this side and reads until the server has ended its own.
// The server may do so at any moment.
func throw(t *testing.T, c interface {
	net.Conn
	CloseWrite() error
}, raw string,
) {
	t.Helper()
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, raw)
	_ = c.CloseWrite()
	_, _ = io.Copy(io.Discard, c)
}

// assertAlive asks Rocket.Chat and the provider for something.
func assertAlive(t *testing.T, s *simulator.Embedded, after string) {
	t.Helper()
	_, err := s.Admin().Info(t.Context())
	assert.NoError(t, err, after)
	answer, err := s.HTTP().Get(s.Guide().ProviderURL)
	if assert.NoError(t, err, after) {
		assert.Less(t, answer.StatusCode, http.StatusInternalServerError, after)
		_ = answer.Body.Close()
	}
}

// Clients that never finish are no reason for others to wait, nor for the end.
func TestSlowRequestsHoldNobodyUp(t *testing.T) {
	t.Parallel()
	s := open(t, addressed(t, "clavex"))
	for _, raw := range []string{
		"GET / HT", "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
		"POST /_oauth/clavex HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
	} {
		for _, server := range []string{host(t, s.RocketChatURL()), host(t, s.Guide().ProviderURL), host(t, s.Proxy())} {
			c := dial(t, server)
			t.Cleanup(func() { _ = c.Close() })
			_, err := io.WriteString(c, raw)
			require.NoError(t, err)
		}
	}
	assertAlive(t, s, "slow requests")
}

// Nothing of what hostile clients send is written anywhere: the tests above run in
// a process of their own, whose output is the test's result alone.
func TestMalformedRequestsAreNotPrinted(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	require.NoError(t, err)
	output, err := exec.CommandContext(t.Context(), program, "-test.run=^(TestMalformedRequestsAreSurvived|TestBrokenHandshakesAreSurvived|TestBrokenFramesAreSurvived|TestResetConnectionsAreSurvived|TestSlowRequestsHoldNobodyUp)$/^clavex$").CombinedOutput()
	require.NoError(t, err, string(output))
	for line := range strings.Lines(string(output)) {
		assert.Regexp(t, `^(PASS|coverage:|warning: GOCOVERDIR)`, line)
	}
}
