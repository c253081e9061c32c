// Package stack opens what a scenario runs on: Rocket.Chat with its database
// and one provider, reachable under the guide's own names.
package stack

import (
	"context"
	"net/http"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/rocketchat"
)

// Stack is Rocket.Chat, MongoDB and a provider, running for one guide at one
// release. It is shared by scenarios; every scenario brings people of its own.
type Stack interface {
	// Kind is the word that GONOGO_STACK uses.
	Kind() string
	Guide() *guide.Guide
	Release() release.Release
	// RocketChatURL is the address as a person types it, without trailing slash.
	RocketChatURL() string
	// Admin is a client that is logged in as an administrator.
	Admin() *rocketchat.Client
	Provider() provider.Provider
	// Database is Rocket.Chat's database; nil where it cannot be observed.
	Database() *mongo.Database
	// Proxy is what a browser session needs to reach the stack's names; empty
	// for a direct connection.
	Proxy() string
	// HTTP reaches the stack's names and trusts its certificates. It keeps no cookies
	// and follows no redirects.
	HTTP() *http.Client
	// ServerLog is what Rocket.Chat has printed so far, oldest first, secrets removed.
	ServerLog() []string
	// Close releases everything that belongs to this stack.
	Close(ctx context.Context) error
}
