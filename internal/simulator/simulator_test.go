package simulator_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.uber.org/goleak"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/stack"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// options are those of a guide at a release.
func options(tb testing.TB, id, version string) simulator.Options {
	tb.Helper()
	g, err := guide.Load(fixtures.Files, id)
	require.NoError(tb, err)
	r, err := release.New(version)
	require.NoError(tb, err)
	return simulator.Options{Guide: g, Release: r}
}

// open opens a simulator that is closed with the test.
func open(t *testing.T, o simulator.Options) *simulator.Embedded {
	t.Helper()
	s, err := simulator.Open(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close(context.WithoutCancel(t.Context()))) })
	return s
}

func TestEveryGuideIsConfigured(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.18.2", "7.1.0", "8.9.0"} {
		for _, id := range guide.IDs() {
			t.Run(id+" "+version, func(t *testing.T) {
				t.Parallel()
				s := open(t, options(t, id, version))
				c, err := stack.Configure(t.Context(), s)
				require.NoError(t, err)
				require.NotEmpty(t, c.ClientID)

				shown, err := s.Admin().WaitService(t.Context(), c.Service.Key, func(map[string]any) bool { return true })
				require.NoError(t, err)
				require.Equal(t, c.ClientID, shown["clientId"])
				require.NotContains(t, shown, "secret")

				var stored bson.M
				configurations := s.Database().Collection("meteor_accounts_loginServiceConfiguration")
				require.NoError(t, configurations.FindOne(t.Context(), bson.M{"service": c.Service.Key}).Decode(&stored))
				require.NotEmpty(t, stored["secret"])
			})
		}
	}
}

func TestConfiguringAgainReplacesTheRegistration(t *testing.T) {
	t.Parallel()
	s := open(t, options(t, "clavex", "8.9.0"))
	first, err := stack.Configure(t.Context(), s)
	require.NoError(t, err)
	again, err := stack.Configure(t.Context(), s)
	require.NoError(t, err)
	require.Equal(t, first.Service, again.Service)
	require.Len(t, again.Settings, len(first.Settings))
}

func TestStacksOnOneDatabaseServerDoNotMeet(t *testing.T) {
	t.Parallel()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	o := options(t, "clavex", "8.9.0")
	o.Mongo = server
	one, two := open(t, o), open(t, o)
	require.NotEqual(t, one.Database().Name(), two.Database().Name())
	_, err = one.Database().Collection("users").InsertOne(t.Context(), bson.M{"_id": "ann", "username": "ann"})
	require.NoError(t, err)
	n, err := two.Database().Collection("users").CountDocuments(t.Context(), bson.M{"_id": "ann"})
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestClosingDropsTheDatabase(t *testing.T) {
	t.Parallel()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	o := options(t, "clavex", "7.1.0")
	o.Mongo = server
	s, err := simulator.Open(t.Context(), o)
	require.NoError(t, err)
	name := s.Database().Name()
	require.NoError(t, s.Close(t.Context()))
	n, err := server.Database(name).Collection("users").CountDocuments(t.Context(), bson.M{})
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestTheStackTellsWhoItIs(t *testing.T) {
	t.Parallel()
	s := open(t, options(t, "clavex", "7.1.0"))
	require.Equal(t, "embedded", s.Kind())
	require.Equal(t, "https://chat.acme.eu", s.RocketChatURL())
	require.Equal(t, "clavex", s.Provider().ID())
	require.Equal(t, "7.1.0", s.Release().Version)
	info, err := s.Admin().Info(t.Context())
	require.NoError(t, err)
	require.Equal(t, "7.1.0", info.Version)
	me, err := s.Admin().Me(t.Context())
	require.NoError(t, err)
	require.Equal(t, "gonogo-admin", me.Username)
	require.Contains(t, me.Roles, "admin")
}

func TestOpenNeedsGuideAndRelease(t *testing.T) {
	t.Parallel()
	_, err := simulator.Open(t.Context(), simulator.Options{})
	require.EqualError(t, err, "a simulator needs a guide and a release")
}
