package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"gonogo/internal/provider/control"
	"gonogo/internal/simulator/emulator"
)

// emulatorCommand runs an emulated identity provider and its control API. It
// reads GONOGO_PROVIDER (the guide's id of the provider), BASE_URL (where people
// find it: with https a gateway in front of it ends TLS) and
// GONOGO_CONTROL_TOKEN. Limits are off, because whole suites share one address.
type emulatorCommand struct {
	Listen  string `default:"0.0.0.0:8080" help:"Address of the provider, plain HTTP."`
	Control string `default:"0.0.0.0:9090" help:"Address of the control API, plain HTTP."`
}

// Run serves until ctx ends. It prints a line once both listen, and one for
// each request to the provider.
func (c *emulatorCommand) Run(ctx context.Context, p process) error {
	id, base, token := p.environment["GONOGO_PROVIDER"], p.environment["BASE_URL"], p.environment["GONOGO_CONTROL_TOKEN"]
	if token == "" {
		return errors.New("GONOGO_CONTROL_TOKEN is not set")
	}
	e, err := emulator.New(id, emulator.Options{BaseURL: base})
	if err != nil {
		return fmt.Errorf("GONOGO_PROVIDER, BASE_URL: %w", err)
	}
	people, err := listen(ctx, c.Listen)
	if err != nil {
		return errors.Join(err, e.Close())
	}
	tests, err := listen(ctx, c.Control)
	if err != nil {
		return errors.Join(err, people.Close(), e.Close())
	}
	out := &journal{out: p.stdout}
	out.print("%s (emulated) for %s at %s, control API at %s", id, base, people.Addr(), tests.Addr())
	probe := probed{e, probeAddress(people.Addr(), base)}
	err = serveBoth(ctx, people, out.record(e), tests, control.Handler(probe, token))
	return errors.Join(err, e.Close())
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(ctx, "tcp", address)
}

// serveBoth serves until ctx ends or one of the two fails.
func serveBoth(ctx context.Context, people net.Listener, provider http.Handler, tests net.Listener, api http.Handler) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		defer cancel()
		ended <- serveAt(ctx, tests, api)
	}()
	err := serveAt(ctx, people, provider)
	cancel()
	return errors.Join(err, <-ended)
}

// probed is an emulator that is asked for readiness at its own listener.
type probed struct {
	*emulator.Emulator
	address string
}

// probeAddress is the provider's base on this machine.
func probeAddress(listener net.Addr, base string) string {
	_, port, _ := net.SplitHostPort(listener.String())
	path := ""
	if u, err := url.Parse(base); err == nil {
		path = u.EscapedPath()
	}
	return "http://" + net.JoinHostPort("127.0.0.1", port) + path
}

// Ready asks for the provider's base. Which page that is differs: any answer
// but a failure of the server means that it serves.
func (p probed) Ready(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.address, nil)
	if err != nil {
		return err
	}
	// Its own: no proxy of the environment, and nothing left open.
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("it answers %s", response.Status)
	}
	return nil
}

// journal prints line by line. Safe for concurrent use.
type journal struct {
	mu  sync.Mutex
	out io.Writer
}

func (j *journal) print(format string, values ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Fprintf(j.out, format+"\n", values...)
}

// record prints each request as the route that it took: neither query nor body
// nor what the route leaves open, where codes and sessions are.
func (j *journal) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun, status := time.Now(), &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(status, r)
		route := r.Pattern // the emulator's own multiplexer has set it
		if route == "" {
			route = r.Method + " (no such path)"
		}
		j.print("%s %d %s", route, status.status, time.Since(begun).Round(time.Millisecond))
	})
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
