package front_test

import (
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFixedAddressAnswersForAnyHostAndIsReachedByTheTransport(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	a, err := n.Listen(t.Context(), "127.0.0.1:0", "-rocketchat")
	require.NoError(t, err)
	a.Serve(http.HandlerFunc(echo))

	status, body := get(t, n.Client(), a.URL()+"/home")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, "/home proto=http")

	_, port, err := net.SplitHostPort(strings.TrimPrefix(a.URL(), "http://"))
	require.NoError(t, err)
	tr := new(http.Transport)
	t.Cleanup(tr.CloseIdleConnections)
	_, body = get(t, &http.Client{Transport: tr}, "http://localhost:"+port+"/other")
	require.Contains(t, body, "GET localhost:"+port+" /other")
}

func TestListenRefuses(t *testing.T) {
	t.Parallel()
	n, _ := start(t)
	busy, err := n.Listen(t.Context(), "127.0.0.1:0", "-provider")
	require.NoError(t, err)
	taken := strings.TrimPrefix(busy.URL(), "http://")
	tests := map[string]struct{ addr, want string }{
		"a busy port":       {taken, taken + " is in use by another program; stop it or choose another address with -rocketchat"},
		"every interface":   {":3000", `-rocketchat ":3000" is not a loopback address; the simulator listens on 127.0.0.1 or [::1] only`},
		"another interface": {"192.0.2.1:3000", `-rocketchat "192.0.2.1:3000" is not a loopback address; the simulator listens on 127.0.0.1 or [::1] only`},
		"a missing port":    {"localhost", `-rocketchat "localhost" is not an address such as 127.0.0.1:3000`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := n.Listen(t.Context(), tt.addr, "-rocketchat")
			require.EqualError(t, err, tt.want)
		})
	}
}
