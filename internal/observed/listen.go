package observed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// ports is how many ports after the given one are looked at.
const ports = 50

// listen serves h on plain HTTP at the host of an address, on the first free
// port after the address's own (any port after 0), until ctx ends.
func listen(ctx context.Context, beside string, h http.Handler) (address string, err error) {
	at, err := url.Parse(beside)
	if err != nil || at.Hostname() == "" {
		return "", errors.New("GONOGO_PROVIDER_URL is not an address such as http://127.0.0.1:9999")
	}
	first, err := strconv.Atoi(at.Port())
	if err != nil {
		return "", errors.New("GONOGO_PROVIDER_URL has no port")
	}
	var l net.Listener
	for port := first + 1; l == nil && port <= first+ports; port++ {
		if first == 0 {
			port = 0
		}
		l, err = new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(at.Hostname(), strconv.Itoa(port)))
		if err != nil && first == 0 {
			break
		}
	}
	if l == nil {
		return "", fmt.Errorf("the observed cases find no free port for their provider: %w", err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // nothing more is to be read
	go func() { _ = server.Serve(l) }()                   // ends with the closing
	return "http://" + l.Addr().String(), nil
}
