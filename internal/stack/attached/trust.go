package attached

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"time"
)

// trust is which certificates count as good: those that the system trusts, and
// those of GONOGO_CA.
type trust struct {
	pool *x509.CertPool // nil: the system's alone
	keys []string       // what the browser has to be told; see add
}

// newTrust reads GONOGO_CA, if there is one.
func newTrust(file string) (*trust, error) {
	if file == "" {
		return &trust{}, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("GONOGO_CA cannot be read; set it to a PEM file with the authority's certificate: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("reading the system's certificate authorities: %w", err)
	}
	if !pool.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("GONOGO_CA holds no certificate; set it to a PEM file with the authority's certificate")
	}
	return &trust{pool: pool}, nil
}

// add lets the browser accept a server that has been verified against the
// system's authorities and GONOGO_CA. A browser takes no further authority by a
// flag, only hashes of keys that occur in the chain which a server presents; a
// private authority's root often does not. So it is told the key of the server's
// own certificate: it then accepts this key, which was proven here, and no other.
func (t *trust) add(leaf *x509.Certificate) {
	sum := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	t.keys = append(t.keys, base64.StdEncoding.EncodeToString(sum[:]))
}

// handshakePatience bounds the first contact with a server.
const handshakePatience = 10 * time.Second

// meet looks at the certificate that a server on https presents. Without
// GONOGO_CA the browser decides by itself, and nothing is to be done.
func (t *trust) meet(ctx context.Context, variable string, server *url.URL) error {
	if t.pool == nil || server.Scheme != "https" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, handshakePatience)
	defer cancel()
	port := server.Port()
	if port == "" {
		port = "443"
	}
	d := tls.Dialer{Config: &tls.Config{RootCAs: t.pool}}
	c, err := d.DialContext(ctx, "tcp", net.JoinHostPort(server.Hostname(), port))
	if err != nil {
		return fmt.Errorf("%s: %w", variable, hinted(err))
	}
	defer func() { _ = c.Close() }() // nothing was written
	t.add(c.(*tls.Conn).ConnectionState().PeerCertificates[0])
	return nil
}

// hinted adds what to do about a certificate of an unknown authority.
func hinted(err error) error {
	var unknown x509.UnknownAuthorityError
	if errors.As(err, &unknown) {
		return fmt.Errorf("%w; set GONOGO_CA to the PEM file of the authority that has signed it", err)
	}
	return err
}

// serve reads the certificate of the emulators and proves that it holds for the
// host of GONOGO_PROVIDER_URL.
func (t *trust) serve(host, certificate, key string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("GONOGO_PROVIDER_CERTIFICATE and GONOGO_PROVIDER_KEY are not a certificate and its key in PEM files: %w", err)
	}
	chain := x509.NewCertPool()
	for _, der := range pair.Certificate[1:] {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("reading the chain in GONOGO_PROVIDER_CERTIFICATE: %w", err)
		}
		chain.AddCert(c)
	}
	if _, err := pair.Leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: t.pool, Intermediates: chain}); err != nil {
		return nil, fmt.Errorf("GONOGO_PROVIDER_CERTIFICATE is not good for %s: %w", host, hinted(err))
	}
	if t.pool != nil {
		t.add(pair.Leaf)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}}, nil
}
