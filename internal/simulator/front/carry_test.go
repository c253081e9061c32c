package front_test

import (
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
)

// elsewhere is a TLS server for example.com outside of the network, which is
// told the authority's certificate alone, as that of a stack which runs already.
func elsewhere(t *testing.T) (*front.Network, *front.Authority, string) {
	t.Helper()
	srv := httptest.NewTLSServer(http.HandlerFunc(echo))
	t.Cleanup(srv.Close)
	a, err := front.KnownAuthority(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw}))
	require.NoError(t, err)
	n := front.NewNetwork(a)
	require.NoError(t, n.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	address := srv.Listener.Addr().String()
	n.Carry("Example.com", address)
	return n, a, address
}

func TestCarriedNamesLeadToTheServerElsewhere(t *testing.T) {
	t.Parallel()
	n, a, _ := elsewhere(t)
	for name, client := range map[string]*http.Client{"in process": n.Client(), "by proxy": throughProxy(t, n, a)} {
		t.Run(name, func(t *testing.T) {
			status, body := get(t, client, "https://example.com/home")
			require.Equal(t, http.StatusOK, status)
			require.Contains(t, body, "example.com /home proto=forged")
		})
	}
	require.Empty(t, n.Refused())
}

func TestCarriedNamesHaveNoOtherPort(t *testing.T) {
	t.Parallel()
	n, a, _ := elsewhere(t)
	require.Error(t, fail(t, throughProxy(t, n, a), "https://example.com:8443/"))
	require.Equal(t, []string{"example.com:8443"}, n.Refused())
}

func TestGatewayThatIsAwayIsABadGateway(t *testing.T) {
	t.Parallel()
	n, a, _ := elsewhere(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	n.Carry("example.com", l.Addr().String())
	require.ErrorContains(t, fail(t, throughProxy(t, n, a), "https://example.com/"), "Bad Gateway")
}

func TestCloseEndsCarriedConnections(t *testing.T) {
	t.Parallel()
	n, _, _ := elsewhere(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.Proxy(), "http://"))
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	_, err = io.WriteString(conn, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
	require.NoError(t, err)
	_, err = io.ReadFull(conn, make([]byte, len("HTTP/1.1 200 Connection Established\r\n\r\n")))
	require.NoError(t, err)
	require.NoError(t, n.Close())
	_, err = io.ReadAll(conn)
	require.NoError(t, err, "the end of the tunnel is the end of the stream")
}

func TestKnownAuthorityNeedsACertificate(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		_, err := front.KnownAuthority([]byte(content))
		require.ErrorContains(t, err, "the certificate of an authority cannot be read")
	}
	a, err := front.NewAuthority()
	require.NoError(t, err)
	known, err := front.KnownAuthority(a.PEM())
	require.NoError(t, err)
	require.Equal(t, a.SPKI(), known.SPKI())
	require.True(t, known.CertPool().Equal(a.CertPool()))
}
