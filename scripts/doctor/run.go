package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"gonogo/fixtures"
	"gonogo/internal/doctor"
	"gonogo/internal/doctor/attempt"
	"gonogo/internal/guide"
	"gonogo/internal/verdict"
)

// answerLimit is how long Rocket.Chat may take for one answer; the provider has
// its own limit.
const answerLimit = time.Minute

// run examines the workspace and prints the report.
func (p process) run(ctx context.Context, f flags) (status int, err error) {
	c, err := p.newCase(f)
	if err != nil {
		return unable, err
	}
	end, err := p.admit(ctx, &c)
	if err != nil {
		return unable, err
	}
	report, err := doctor.Examine(ctx, c)
	if err = errors.Join(err, end()); err != nil {
		return unable, err
	}
	if len(report.Findings) > 0 {
		status = found
	}
	if f.JSON {
		return status, printJSON(p.stdout, c, report)
	}
	return status, printText(p.stdout, c, report)
}

// newCase turns the command line into a case without an administrator.
func (p process) newCase(f flags) (doctor.Case, error) {
	c := doctor.Case{URL: strings.TrimRight(f.URL, "/"), Service: f.Service}
	var err error
	if c.Guide, c.Elsewhere, err = f.guide(); err != nil {
		return c, err
	}
	if c.HTTP, err = newHTTP(f.CA); err != nil {
		return c, err
	}
	if c.Drift, err = verdict.LoadDrift(fixtures.Files); err != nil {
		return c, err
	}
	if c.Attempt, err = readAttempt(f.HAR); err != nil {
		return c, err
	}
	c.Person, err = p.person(f.Person)
	return c, err
}

// guide reads the guide and moves it to the provider's address. elsewhere says
// that the address that the guide prints is an example only.
func (f flags) guide() (g *guide.Guide, elsewhere bool, err error) {
	if f.GuideFile != "" {
		g, err = guide.LoadFile(f.GuideFile, fixtures.Files)
	} else {
		g, err = guide.Load(fixtures.Files, f.Guide)
	}
	if err != nil {
		return nil, false, err
	}
	if f.Provider == "" {
		return g, strings.TrimRight(f.URL, "/") != g.RocketChatURL, nil
	}
	u, err := url.Parse(f.Provider)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false, fmt.Errorf("-provider %q is not an address such as https://id.example.org", f.Provider)
	}
	g, err = g.At(g.RocketChatURL, u.Scheme+"://"+u.Host)
	return g, false, err
}

// newHTTP trusts what the system trusts, and the authority in a PEM file.
func newHTTP(file string) (*http.Client, error) {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	if file != "" {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("-ca: reading the certificate authority: %w", err)
		}
		pool, err := x509.SystemCertPool()
		if err != nil {
			return nil, fmt.Errorf("reading the system's certificate authorities: %w", err)
		}
		if !pool.AppendCertsFromPEM(raw) {
			return nil, fmt.Errorf("-ca: %s holds no certificate; it must be a PEM file with the authority's", file)
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	return &http.Client{
		Transport: transport, Timeout: answerLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// readAttempt reads an HTTP archive; nil without one.
func readAttempt(file string) (*attempt.Attempt, error) {
	if file == "" {
		return nil, nil
	}
	archive, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("-har: opening the record of a login: %w", err)
	}
	defer func() { _ = archive.Close() }() // it was only read
	a, err := attempt.ReadHAR(archive)
	if err != nil {
		return nil, fmt.Errorf("-har %s: %w", file, err)
	}
	return &a, nil
}
