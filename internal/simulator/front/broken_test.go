package front_test

import (
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
)

// broken is a network with a provider whose pages say their path.
func broken(t *testing.T) (*front.Network, *front.Authority) {
	t.Helper()
	n, a := start(t)
	n.Handle("id.acme.eu", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) }))
	return n, a
}

func page(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	_, body := get(t, c, address)
	return body
}

func TestRefusalConcernsItsPathsUntilItIsMended(t *testing.T) {
	t.Parallel()
	n, _ := broken(t)
	for _, c := range []*http.Client{n.Client(), n.ServerClient()} {
		mend := n.Refuse("ID.acme.eu", func(path string) bool { return path == "/token" })
		require.ErrorIs(t, fail(t, c, "https://id.acme.eu/token"), syscall.ECONNREFUSED)
		require.Equal(t, "/userinfo", page(t, c, "https://id.acme.eu/userinfo"))
		mend()
		mend()
		require.Equal(t, "/token", page(t, c, "https://id.acme.eu/token"))
	}
}

func TestBrowsersHearOfARefusedHostFromTheProxy(t *testing.T) {
	t.Parallel()
	n, a := broken(t)
	mend := n.Refuse("id.acme.eu", func(string) bool { return true })
	defer mend()
	require.ErrorContains(t, fail(t, throughProxy(t, n, a), "https://id.acme.eu/"), "Bad Gateway")
	require.Empty(t, n.Refused(), "it is a name of the network")
}

func TestDistrustConcernsTheServerAlone(t *testing.T) {
	t.Parallel()
	n, _ := broken(t)
	const address = "https://id.acme.eu/"
	require.Equal(t, "/", page(t, n.ServerClient(), address)) // leaves a connection that is kept
	mend := n.Distrust("id.acme.eu")
	_, unknown := errors.AsType[x509.UnknownAuthorityError](fail(t, n.ServerClient(), address))
	require.True(t, unknown)
	require.Equal(t, "/", page(t, n.Client(), address))
	mend()
	require.Equal(t, "/", page(t, n.ServerClient(), address))
}
