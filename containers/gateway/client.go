package gateway

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
)

// Dialer connects to the gateway at endpoint ("127.0.0.1:49153") for port 443
// of the hosts, and refuses every other address. It is for http.Transport and
// for clients of WebSockets.
func Dialer(endpoint string, hosts ...string) func(ctx context.Context, network, addr string) (net.Conn, error) {
	served := slices.Clone(hosts)
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(addr)
		if err != nil || port != "443" || !slices.Contains(served, strings.ToLower(host)) {
			return nil, fmt.Errorf("the stack's gateway does not serve %s; it serves port 443 of %s", addr, strings.Join(served, ", "))
		}
		return new(net.Dialer).DialContext(ctx, network, endpoint)
	}
}

// Client reaches the hosts through the gateway at endpoint and trusts pool
// alone. It follows no redirects, keeps no cookies, uses no proxy and speaks
// HTTP/1.1, as Node's clients do. CloseIdleConnections releases what it holds.
func Client(endpoint string, pool *x509.CertPool, hosts ...string) *http.Client {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Client{
		Transport: &http.Transport{
			DialContext:     Dialer(endpoint, hosts...),
			TLSClientConfig: &tls.Config{RootCAs: pool},
			Protocols:       protocols,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
