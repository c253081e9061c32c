package oauth

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"syscall"

	"gonogo/internal/release"
)

// networkError words a failed request as Node does (observed §E.1).
func (p provider) networkError(ctx context.Context, address string, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) {
		return wording("The user aborted a request.")
	}
	reason := systemError(address, err)
	if p.release.Has(release.ErrorsCarryBody) {
		// Assumption: Meteor's former http package passes the bare reason on.
		return wording(reason)
	}
	return wording("request to " + address + " failed, reason: " + reason)
}

// systemError is the text of Node's error for the same cause of a request to
// address.
func systemError(address string, err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return "getaddrinfo EAI_AGAIN " + dns.Name
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "connect ECONNREFUSED" + dialled(address, err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) {
		return "socket hang up"
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "unable to verify the first certificate"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return "certificate has expired"
	}
	return innermost(err).Error()
}

// dialled is the address that refused, with a space before it: the one that was
// tried, or, where the network does not tell, the one in the URL.
func dialled(address string, err error) string {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Addr != nil {
		return " " + op.Addr.String()
	}
	u, err := url.Parse(address)
	if err != nil || net.ParseIP(u.Hostname()) == nil {
		return "" // of a name, Node shows what it resolves to
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return " " + net.JoinHostPort(u.Hostname(), port)
}

// innermost drops the wrapping, which repeats the address.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
