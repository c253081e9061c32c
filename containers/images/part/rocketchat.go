package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat"
)

// rocketchatCommand runs the simulated Rocket.Chat. It reads the environment
// that the publisher's image reads (§1.4, §2.5, §10.1): ROOT_URL, MONGO_URL,
// PORT, ADMIN_*, NODE_EXTRA_CA_CERTS and variables named after settings. The
// image adds GONOGO_RELEASE.
type rocketchatCommand struct{}

// Run serves until ctx ends. Limits and the two seconds that settings take are
// those of the real one.
func (*rocketchatCommand) Run(ctx context.Context, p process) error {
	database, err := connect(ctx, p.environment["MONGO_URL"])
	if err != nil {
		return err
	}
	err = serveRocketChat(ctx, p, database)
	return errors.Join(err, database.Client().Disconnect(context.WithoutCancel(ctx)))
}

func serveRocketChat(ctx context.Context, p process, database *mongo.Database) error {
	o, err := rocketchatOptions(p.environment)
	if err != nil {
		return err
	}
	o.Database, o.Output = database, p.stdout
	port := p.environment["PORT"]
	if port == "" {
		port = "3000"
	}
	// As in the real one, nothing listens before the start is over.
	server, err := rocketchat.Open(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(serve(ctx, net.JoinHostPort("0.0.0.0", port), server), server.Close())
}

// rocketchatOptions reads the environment.
func rocketchatOptions(env map[string]string) (rocketchat.Options, error) {
	r, err := release.New(env["GONOGO_RELEASE"])
	if err != nil {
		return rocketchat.Options{}, fmt.Errorf("GONOGO_RELEASE: %w", err)
	}
	if env["ROOT_URL"] == "" {
		return rocketchat.Options{}, errors.New("ROOT_URL is not set")
	}
	caller, err := caller(env["NODE_EXTRA_CA_CERTS"])
	if err != nil {
		return rocketchat.Options{}, err
	}
	return rocketchat.Options{
		Release: r, RootURL: env["ROOT_URL"], HTTP: caller, Environment: env,
		Admin: rocketchat.Admin{
			Username: env["ADMIN_USERNAME"], Password: env["ADMIN_PASS"], Name: env["ADMIN_NAME"],
			Email: env["ADMIN_EMAIL"], EmailVerified: env["ADMIN_EMAIL_VERIFIED"] == "true",
		},
	}, nil
}

// caller reaches the providers as Node does: by the container's resolver, with
// HTTP/1.1, trusting the system's authorities and those of the file. It follows
// no redirects, like the client of the embedded simulator.
func caller(authorities string) (*http.Client, error) {
	trusted, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("reading the system's certificate authorities: %w", err)
	}
	if authorities != "" {
		pem, err := os.ReadFile(authorities)
		if err != nil {
			return nil, fmt.Errorf("NODE_EXTRA_CA_CERTS: %w", err)
		}
		trusted.AppendCertsFromPEM(pem) // what is no certificate is passed over, as Node does
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}, Protocols: protocols},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// connect opens the database that the connection string names and asks it once.
func connect(ctx context.Context, address string) (*mongo.Database, error) {
	parsed, err := connstring.ParseAndValidate(address)
	if err != nil {
		return nil, fmt.Errorf("MONGO_URL: %w", err)
	}
	if parsed.Database == "" {
		return nil, errors.New("MONGO_URL names no database")
	}
	client, err := mongo.Connect(options.Client().ApplyURI(address))
	if err != nil {
		return nil, fmt.Errorf("MONGO_URL: %w", err)
	}
	if err := client.Ping(ctx, nil); err != nil {
		return nil, errors.Join(fmt.Errorf("asking MongoDB: %w", err), client.Disconnect(context.WithoutCancel(ctx)))
	}
	return client.Database(parsed.Database), nil
}

// serve answers at address until ctx ends, then lets running answers finish for
// a moment: the callback of an unusable state never ends (§7.5).
func serve(ctx context.Context, address string, handler http.Handler) error {
	listener, err := listen(ctx, address)
	if err != nil {
		return err
	}
	return serveAt(ctx, listener, handler)
}

// serveAt does the same where something listens already.
func serveAt(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return server.Close()
	}
	return nil
}
