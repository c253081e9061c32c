// Package mongodb runs a MongoDB-compatible database inside the process:
// FerretDB over SQLite. It stands in for the MongoDB of a Rocket.Chat deployment
// wherever nothing but Go is installed.
//
// The data lies in a temporary folder, a file for each database, and goes with
// the server. Many connections read such a file at once, one at a time writes.
// Over SQLite in memory FerretDB opens a single connection, on which an update
// waits for ever for the cursor that it reads from.
//
// Differences from MongoDB that matter to Rocket.Chat are listed in observed
// §0.1; the weightiest is that a unique index on an array path (emails.address)
// is not enforced. An update reads the document, changes it and writes it back
// without a lock, so that of two at once one is lost: writers of the same
// documents must take turns.
package mongodb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gonogo/internal/scratch"
)

// Server is a database server in this process with one client for all.
type Server struct {
	uri    string
	folder string
	client *mongo.Client
	ledger *ledger
	stop   context.CancelFunc
	done   <-chan struct{}
}

// Options say where a server listens and keeps its data. The zero value is
// right for a server that only this process uses.
type Options struct {
	Address string // to listen at, "0.0.0.0:27017"; empty: a free loopback port
	Folder  string // in which the data gets a folder of its own; empty: that for temporary files
}

func (o Options) withDefaults() Options {
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	if o.Folder == "" {
		o.Folder = os.TempDir()
	}
	return o
}

// Open starts a server on a free loopback port and connects to it. It ends with
// Close, not with ctx, which only limits the start.
func Open(ctx context.Context) (*Server, error) { return OpenAt(ctx, Options{}) }

// OpenAt is Open for a server that others reach as well.
func OpenAt(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	folder, err := scratch.New(o.Folder, "gonogo-mongodb-")
	if err != nil {
		return nil, fmt.Errorf("starting the embedded database: %w", err)
	}
	db, err := construct(folder, o.Address)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("starting the embedded database: %w", err), os.RemoveAll(folder))
	}
	s := run(db, folder)
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("connecting to the embedded database: %w", err), s.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// constructing keeps two constructions apart: ferretdb.New writes the
// library's process-wide version record without a lock.
var constructing sync.Mutex //nolint:gochecknoglobals // guards a global of the library

// construct makes a server that listens but does not serve yet. The library
// switches its telemetry off by itself when embedded (it neither makes a
// reporter nor leaves the state undecided); its log goes nowhere, because each
// failure is answered to the client as well and slog's default is the caller's.
//
// Nothing has to outlive the process, so SQLite need not wait for the disk.
func construct(folder, address string) (*ferretdb.FerretDB, error) {
	constructing.Lock()
	defer constructing.Unlock()
	return ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: address},
		Logger:    slog.New(slog.DiscardHandler),
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/?_pragma=synchronous(off)",
	})
}

// run serves until stop is called; done closes when all is released.
func run(db *ferretdb.FerretDB, folder string) *Server {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		// Run always returns nil: it ends with its context only.
		_ = db.Run(ctx)
	}()
	return &Server{uri: db.MongoDBURI(), folder: folder, ledger: newLedger(), stop: stop, done: done}
}

func (s *Server) connect(ctx context.Context) error {
	client, err := mongo.Connect(options.Client().ApplyURI(s.uri).SetDirect(true).SetMonitor(s.ledger.monitor()))
	if err != nil {
		return err
	}
	s.client = client
	return client.Ping(ctx, nil)
}

// URI is the connection string for further clients. Clients made from it must
// be closed before the server: it waits up to three seconds for strangers.
func (s *Server) URI() string { return s.uri }

// Database returns a handle on the database of that name; it comes into being
// with its first document. All handles share one client.
func (s *Server) Database(name string) *mongo.Database { return s.client.Database(name) }

// Close disconnects the client, stops the server and frees all data. It
// returns when nothing is left running, or with the error of ctx.
func (s *Server) Close(ctx context.Context) error {
	var err error
	if s.client != nil {
		err = s.client.Disconnect(ctx)
	}
	s.stop()
	select {
	case <-s.done:
	case <-ctx.Done():
		err = errors.Join(err, fmt.Errorf("waiting for the embedded database to stop: %w", ctx.Err()))
	}
	return errors.Join(err, os.RemoveAll(s.folder))
}
