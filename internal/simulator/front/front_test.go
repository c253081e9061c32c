package front_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/internal/simulator/front"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// echo answers with what a handler gets to see.
func echo(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "%s %s %s proto=%s host=%s tls=%t http=%d",
		r.Method, r.Host, r.RequestURI, r.Header.Get("X-Forwarded-Proto"), r.Header.Get("X-Forwarded-Host"), r.TLS != nil, r.ProtoMajor)
}

func start(t *testing.T) (*front.Network, *front.Authority) {
	t.Helper()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	n := front.NewNetwork(a)
	require.NoError(t, n.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	n.Handle("rocket.company", http.HandlerFunc(echo))
	n.HandlePlain("Pictures.company", http.HandlerFunc(echo))
	return n, a
}

// throughProxy is a client that reaches the network as a browser does.
func throughProxy(t *testing.T, n *front.Network, a *front.Authority) *http.Client {
	t.Helper()
	proxy, err := url.Parse(n.Proxy())
	require.NoError(t, err)
	tr := &http.Transport{
		Proxy:             http.ProxyURL(proxy),
		TLSClientConfig:   &tls.Config{RootCAs: a.CertPool()},
		ForceAttemptHTTP2: true,
	}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

func get(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	req.Header.Set("X-Forwarded-Proto", "forged")
	res, err := c.Do(req)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(body)
}

// fail returns why there is no answer.
func fail(t *testing.T, c *http.Client, address string) error {
	t.Helper()
	res, err := c.Get(address)
	if err == nil {
		require.NoError(t, res.Body.Close())
	}
	require.Error(t, err, "%s answered", address)
	return err
}

func TestNamesAnswerInTheProcessAndThroughTheProxy(t *testing.T) {
	t.Parallel()
	n, a := start(t)
	tests := map[string]struct {
		client  *http.Client
		address string
		want    string
	}{
		"https in process": {n.Client(), "https://rocket.company/home?x=1", "GET rocket.company /home?x=1 proto=https host=rocket.company tls=true http=1"},
		"http in process":  {n.Client(), "http://pictures.company/a.png", "GET pictures.company /a.png proto=http host=pictures.company tls=false http=1"},
		"https by proxy":   {throughProxy(t, n, a), "https://rocket.company/home", "GET rocket.company /home proto=https host=rocket.company tls=true http=2"},
		"http by proxy":    {throughProxy(t, n, a), "http://pictures.company/a.png", "GET pictures.company /a.png proto=http host=pictures.company tls=false http=1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, body := get(t, tt.client, tt.address)
			require.Equal(t, http.StatusOK, status)
			require.Equal(t, tt.want, body)
		})
	}
}

func TestOtherNamesAreRefusedAndRecorded(t *testing.T) {
	t.Parallel()
	n, a := start(t)
	status, body := get(t, throughProxy(t, n, a), "http://example.org/x")
	require.Equal(t, http.StatusBadGateway, status)
	require.Equal(t, "The stack's private network has no \"example.org\".\n", body)

	require.ErrorContains(t, fail(t, throughProxy(t, n, a), "https://example.org/"), "Bad Gateway")
	var unknown *net.DNSError
	require.ErrorAs(t, fail(t, n.Client(), "https://update.example.com/"), &unknown)
	require.True(t, unknown.IsNotFound)
	require.ErrorIs(t, fail(t, n.Client(), "http://rocket.company:8080/"), syscall.ECONNREFUSED)

	want := []string{"example.org:80", "example.org:443", "update.example.com:443", "rocket.company:8080"}
	require.Equal(t, want, n.Refused())
}

func TestTheProxyIsNoWebServer(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	res, err := http.Get(n.Proxy() + "/home")
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
}

func TestClientFollowsNoRedirectsAndKeepsNoCookies(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	n.Handle("id.acme.eu", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "sso", Value: "1"})
		http.Redirect(w, r, fmt.Sprintf("/next?cookies=%d", len(r.Cookies())), http.StatusFound)
	}))
	for range 2 {
		res, err := n.Client().Get("https://id.acme.eu/")
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, "/next?cookies=0", res.Header.Get("Location"))
	}
}

func TestCertificatesAreMadeOncePerHostAndNameOnlyIt(t *testing.T) {
	t.Parallel()
	n, a := start(t)
	n.Handle("id.acme.eu", http.HandlerFunc(echo))
	serial := func(host string) string {
		res, err := n.Client().Get("https://" + host + "/")
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, []string{host}, res.TLS.PeerCertificates[0].DNSNames)
		return res.TLS.PeerCertificates[0].SerialNumber.String()
	}
	require.Equal(t, serial("rocket.company"), serial("rocket.company"))
	require.NotEqual(t, serial("rocket.company"), serial("id.acme.eu"))

	block, _ := pem.Decode(a.PEM())
	ca, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	require.True(t, ca.IsCA)
	require.Len(t, a.SPKI(), 44)
}

func TestBytesSentTogetherWithConnectAreNotLost(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.Proxy(), "http://"))
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "CONNECT pictures.company:80 HTTP/1.1\r\nHost: pictures.company:80\r\n\r\n"+
		"GET /early HTTP/1.0\r\nHost: pictures.company\r\n\r\n")
	require.NoError(t, err)
	answer, err := io.ReadAll(conn)
	require.NoError(t, err)
	require.Contains(t, string(answer), "GET pictures.company /early")
}

func TestCloseEndsTunnelsThatAreStillOpen(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.Proxy(), "http://"))
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "CONNECT rocket.company:443 HTTP/1.1\r\nHost: rocket.company:443\r\n\r\n")
	require.NoError(t, err)
	established := make([]byte, len("HTTP/1.1 200 Connection Established\r\n\r\n"))
	_, err = io.ReadFull(conn, established)
	require.NoError(t, err)
	require.NoError(t, n.Close())
	_, err = io.ReadAll(conn)
	require.NoError(t, err, "the end of the tunnel is the end of the stream")
}
