package attached

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"sync"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator/emulator"
)

// Stack is the workspace as one guide uses it. It is a stack.Stack.
type Stack struct {
	workspace *Workspace
	guide     *guide.Guide
	provider  provider.Provider
	emulator  *emulator.Emulator // nil: the provider is live
	server    *http.Server       // of the emulator
	door      *door              // where it listens
	serving   sync.WaitGroup

	mu   sync.Mutex
	ends []func() error // of what was opened for planted failures
}

// newStack uses the live provider of the guide, or lets an emulator answer at
// its place.
func newStack(w *Workspace, at *site) (*Stack, error) {
	s := &Stack{workspace: w, guide: at.guide}
	if at.live != nil {
		s.provider = w.watchLive(at)
		return s, nil
	}
	e, err := emulator.New(at.guide.ID, emulator.Options{BaseURL: at.guide.ProviderURL, Keys: w.keys})
	if err != nil {
		return nil, err
	}
	s.provider, s.emulator = emulated{watched{e, w}, e}, e
	s.serve(at, e)
	return s, nil
}

// watchLive wraps a live provider.
func (w *Workspace) watchLive(at *site) provider.Provider {
	if cast, ok := at.live.(provider.Cast); ok {
		return lending{watched{at.live, w}, cast}
	}
	return living{watched{at.live, w}, at.guide.ProviderURL}
}

// serve answers at the emulator's place until Close.
func (s *Stack) serve(at *site, h http.Handler) {
	s.door = newDoor(at.listener)
	s.server = &http.Server{Handler: h, TLSConfig: at.tls, ErrorLog: log.New(io.Discard, "", 0)} // browsers that go away are no news
	s.serving.Go(func() {
		// Both always end with an error, which is the closing.
		if at.tls != nil {
			_ = s.server.ServeTLS(s.door, "", "")
			return
		}
		_ = s.server.Serve(s.door)
	})
}

// Kind is "attached".
func (s *Stack) Kind() string { return "attached" }

// Guide is the guide with the addresses of the workspace and of the provider.
func (s *Stack) Guide() *guide.Guide { return s.guide }

// Release is the release that runs there.
func (s *Stack) Release() release.Release { return s.workspace.release }

// RocketChatURL is the address as a person types it, without trailing slash.
func (s *Stack) RocketChatURL() string { return s.workspace.url }

// Admin is a client that is logged in as the administrator.
func (s *Stack) Admin() *rocketchat.Client { return s.workspace.admin }

// Provider is the emulated or live provider.
func (s *Stack) Provider() provider.Provider { return s.provider }

// Database is Rocket.Chat's database; nil without GONOGO_MONGO_URL.
func (s *Stack) Database() *mongo.Database { return s.workspace.database }

// Proxy is empty: everything is reached directly.
func (s *Stack) Proxy() string { return "" }

// HTTP follows no redirects and keeps no cookies.
func (s *Stack) HTTP() *http.Client { return s.workspace.http }

// ServerLog is empty: the log of a Rocket.Chat that somebody else runs is theirs.
func (s *Stack) ServerLog() []string { return nil }

// Pace waits until one more login keeps within what Rocket.Chat grants an
// address and browser. done must be called once, when the login has ended.
func (s *Stack) Pace(ctx context.Context) (done func(), err error) { return s.workspace.pace.Take(ctx) }

// Close ends the emulator, if there is one. What the guide has changed in the workspace is put
// back when the workspace is closed.
func (s *Stack) Close(context.Context) error {
	err := s.endDetours()
	if s.server == nil {
		return err
	}
	err = errors.Join(err, s.server.Close())
	s.serving.Wait()
	return err
}
