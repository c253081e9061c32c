package attached

import (
	"context"
	"io"
	"log"
	"net/http"
	"strings"
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
	provider  *watched
	server    *http.Server
	serving   sync.WaitGroup
}

// newStack lets the emulator of the guide answer at its place.
func newStack(w *Workspace, at *site) (*Stack, error) {
	e, err := emulator.New(at.guide.ID, emulator.Options{BaseURL: at.guide.ProviderURL, Keys: w.keys})
	if err != nil {
		return nil, err
	}
	s := &Stack{workspace: w, guide: at.guide, provider: &watched{Emulator: e, workspace: w}}
	s.server = &http.Server{Handler: e, ErrorLog: log.New(io.Discard, "", 0)} // browsers that go away are no news
	s.serving.Go(func() {
		_ = s.server.Serve(at.listener) // always ends with an error, which is the closing
	})
	return s, nil
}

// Kind is "attached".
func (s *Stack) Kind() string { return "attached" }

// Guide is the guide with the addresses of the workspace and of the emulator.
func (s *Stack) Guide() *guide.Guide { return s.guide }

// Release is the release that runs there.
func (s *Stack) Release() release.Release { return s.workspace.release }

// RocketChatURL is the address as a person types it, without trailing slash.
func (s *Stack) RocketChatURL() string { return s.workspace.url }

// Admin is a client that is logged in as the administrator.
func (s *Stack) Admin() *rocketchat.Client { return s.workspace.admin }

// Provider is the emulated provider.
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
func (s *Stack) Pace(ctx context.Context) (done func(), err error) { return s.workspace.pace.take(ctx) }

// Close ends the emulator. What the guide has changed in the workspace is put
// back when the workspace is closed.
func (s *Stack) Close(context.Context) error {
	err := s.server.Close()
	s.serving.Wait()
	return err
}

// watched is an emulator that tells the workspace whom the suites have made.
type watched struct {
	*emulator.Emulator
	workspace *Workspace
}

// Put implements provider.Provider.
func (p *watched) Put(ctx context.Context, person provider.Person) error {
	if err := p.workspace.expect(person); err != nil {
		return err
	}
	return p.Emulator.Put(ctx, person)
}

// expect records somebody who may get an account, under their full name or
// under the user name that they choose: the first part of their login.
func (w *Workspace) expect(person provider.Person) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	username, _, _ := strings.Cut(person.Login, "@")
	for _, name := range []string{person.Name, username} {
		if name == "" {
			continue
		}
		if err := w.journal.add(entry{Person: name}); err != nil {
			return err
		}
	}
	return nil
}
