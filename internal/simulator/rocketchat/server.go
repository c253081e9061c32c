// Package rocketchat is a simulated Rocket.Chat: the login surface of a release
// with the legacy OAuth engine, over a database that looks like the real one. It
// puts together settings, accounts, OAuth, avatars and pages, and adds what
// happens at the first start and the REST API. Sections (§) are those of the
// behavioural specification, "observed" is what a real 7.1.0 did.
package rocketchat

import (
	"context"
	"fmt"
	"net/http"

	"go.mongodb.org/mongo-driver/v2/bson"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/avatar"
	"gonogo/internal/simulator/rocketchat/oauth"
	"gonogo/internal/simulator/rocketchat/room"
	"gonogo/internal/simulator/rocketchat/setting"
)

// Server is one running workspace. It is an http.Handler for everything below
// the path of its root URL.
type Server struct {
	options  Options
	settings *setting.Store
	accounts *account.Accounts
	avatars  *avatar.Service
	rooms    *room.Rooms
	oauth    *oauth.Engine
	log      *journal
	mails    *outbox
	handler  http.Handler
}

// Open starts a server on a database, which may have been used before. It ends
// with Close; ctx limits the start only.
func Open(ctx context.Context, o Options) (*Server, error) {
	o = o.withDefaults()
	s := &Server{options: o, log: &journal{output: o.Output}, mails: &outbox{}}
	if err := s.open(ctx); err != nil {
		return nil, fmt.Errorf("starting Rocket.Chat %s: %w", o.Release, err)
	}
	return s, nil
}

func (s *Server) open(ctx context.Context) error {
	var err error
	o := s.options
	s.settings, err = setting.Open(ctx, setting.Options{
		Release: o.Release, Database: o.Database, RootURL: o.RootURL, Environment: o.Environment, Now: o.Now, Seeded: o.Seeded,
		Deferred: o.DeferSettings,
	})
	if err != nil {
		return err
	}
	s.openAvatars()
	s.openRooms()
	s.accounts, err = account.New(ctx, account.Options{
		Database: o.Database, Release: o.Release, Settings: s.settings, Avatars: s.avatars, Rooms: s.rooms,
		Log: s.log.add, Mailer: s.mails.add, Now: o.Now, Writes: o.Writes("users"), Seeded: o.Seeded,
	})
	if err != nil {
		return err
	}
	if err := s.boot(ctx); err != nil {
		return err
	}
	s.oauth, err = oauth.New(ctx, oauth.Options{
		Database: o.Database, Release: o.Release, Settings: s.settings, Accounts: s.accounts,
		Prefix: pathOf(o.RootURL),
		HTTP:   o.HTTP, Timeout: o.Timeout, Debounce: o.Debounce, Log: s.log.add, Now: o.Now, Seeded: o.Seeded,
		Writes:        o.Writes("meteor_accounts_loginServiceConfiguration"),
		PendingWrites: o.Writes("meteor_oauth_pendingCredentials"),
	})
	if err != nil {
		return err
	}
	s.handler = s.routes()
	s.log.add("SERVER RUNNING: Rocket.Chat Version " + o.Release.Version + ", Site URL " + s.settings.String("Site_Url"))
	return nil
}

// openAvatars comes before the accounts, which fetch pictures through it; it asks
// for them only when a picture is looked at. Pictures are waited for as long as
// identities are: upstream, one time holds for all requests of the server.
func (s *Server) openAvatars() {
	o := s.options
	fetching := *o.HTTP
	fetching.Timeout = o.Timeout
	s.avatars = avatar.New(avatar.Options{
		Database: o.Database, Settings: s.settings, Release: o.Release, HTTP: &fetching, Now: o.Now, Seeded: o.Seeded,
		Writes: o.Writes("rocketchat_avatars"),
		Authenticate: func(ctx context.Context, userID, token string) bool {
			u, err := s.accounts.Authenticate(ctx, userID, token)
			return err == nil && u != nil
		},
		Update: func(ctx context.Context, userID string, change bson.M) error {
			return s.accounts.Update(ctx, userID, change)
		},
	})
}

// ServeHTTP answers the REST API, the OAuth callbacks, avatars and pages.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Log is what the server has printed, oldest first, secrets removed. Only the
// last thousand lines are kept.
func (s *Server) Log() []string { return s.log.lines() }

// Mails are the codes that the server would have mailed, oldest first.
func (s *Server) Mails() []Mail { return s.mails.all() }

// Close ends everything that the server started. The database stays open.
func (s *Server) Close() error { return s.oauth.Close() }

// Save writes the settings if that was deferred, also after Close: another server
// on the same database then goes on with them.
func (s *Server) Save(ctx context.Context) error { return s.settings.Save(ctx) }
