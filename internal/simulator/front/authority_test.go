package front_test

import (
	"crypto/tls"
	"crypto/x509"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/internal/simulator/front"
)

func TestCertificateServesAnotherServer(t *testing.T) {
	t.Parallel()
	a, err := front.NewAuthority()
	require.NoError(t, err)
	certificate, key, err := a.Certificate("chat.acme.eu")
	require.NoError(t, err)

	pair, err := tls.X509KeyPair(certificate, key)
	require.NoError(t, err, "the key is that of the first certificate")
	require.Len(t, pair.Certificate, 2, "the chain shows the authority, whose key browsers are told to trust")
	_, err = pair.Leaf.Verify(x509.VerifyOptions{DNSName: "chat.acme.eu", Roots: a.CertPool()})
	require.NoError(t, err)
	require.Error(t, pair.Leaf.VerifyHostname("id.acme.eu"))

	again, _, err := a.Certificate("chat.acme.eu")
	require.NoError(t, err)
	require.Equal(t, certificate, again, "one host has one certificate in a run")
}
