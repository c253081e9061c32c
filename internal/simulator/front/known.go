package front

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// KnownAuthority is an authority of which only the certificate is known, in
// PEM: that of a stack which runs already. It can be trusted and issues nothing.
func KnownAuthority(certificate []byte) (*Authority, error) {
	block, _ := pem.Decode(certificate)
	if block == nil {
		return nil, errors.New("the certificate of an authority cannot be read: it is no PEM")
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the certificate of an authority cannot be read: %w", err)
	}
	return &Authority{cert: cert, leaves: map[string]*tls.Certificate{}}, nil
}
