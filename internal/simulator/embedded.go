package simulator

import (
	"context"
	"errors"
	"net/http"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	client "gonogo/internal/rocketchat"
	"gonogo/internal/simulator/emulator"
	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
)

// Embedded is a running simulator. It is a stack.Stack.
type Embedded struct {
	guide    *guide.Guide
	release  release.Release
	network  *front.Network
	database *mongo.Database
	chat     *machine
	start    rocketchat.Options // with which it was started first
	provider *emulator.Emulator
	admin    *client.Client
	mongo    *mongodb.Server // its own; nil where it is shared

	silences  silences
	addressed bool // at fixed addresses instead of the guide's names
}

// Kind is "embedded".
func (e *Embedded) Kind() string { return "embedded" }

// Guide is the guide with the addresses that this stack answers at.
func (e *Embedded) Guide() *guide.Guide { return e.guide }

// Release is the release that is simulated.
func (e *Embedded) Release() release.Release { return e.release }

// RocketChatURL is the address as a person types it, without trailing slash.
func (e *Embedded) RocketChatURL() string { return e.guide.RocketChatURL }

// Admin is a client that is logged in as the administrator.
func (e *Embedded) Admin() *client.Client { return e.admin }

// Provider is the emulated provider.
func (e *Embedded) Provider() provider.Provider { return e.provider }

// Database is the simulated Rocket.Chat's database.
func (e *Embedded) Database() *mongo.Database { return e.database }

// Proxy is the address through which a browser reaches the stack's names.
func (e *Embedded) Proxy() string { return e.network.Proxy() }

// HTTP reaches the stack's names; it follows no redirects and keeps no cookies.
func (e *Embedded) HTTP() *http.Client { return e.network.Client() }

// ServerLog is what the simulated Rocket.Chat has printed so far, also before it
// was restarted.
func (e *Embedded) ServerLog() []string { return e.chat.log() }

// Serve lets h answer at http://host and https://host on the stack's network, for
// a provider beside the emulated one; again, it replaces the handler.
func (e *Embedded) Serve(host string, h http.Handler) {
	e.network.Handle(host, h)
	e.network.HandlePlain(host, h)
}

// Requests are the provider's records of the calls that it got, oldest first.
func (e *Embedded) Requests() []emulator.Request { return e.provider.Requests() }

// Refused lists what was asked of the stack's network and is not on it, as
// "host:port": what would have left the machine.
func (e *Embedded) Refused() []string { return e.network.Refused() }

// Close ends all connections, then the servers, then the database.
func (e *Embedded) Close(ctx context.Context) error {
	var errs []error
	if e.network != nil {
		errs = append(errs, e.network.Close())
	}
	_, err := e.chat.stop()
	errs = append(errs, err)
	if e.provider != nil {
		errs = append(errs, e.provider.Close())
	}
	if e.database != nil {
		errs = append(errs, e.database.Drop(ctx))
	}
	if e.mongo != nil {
		errs = append(errs, e.mongo.Close(ctx))
	}
	return errors.Join(errs...)
}
