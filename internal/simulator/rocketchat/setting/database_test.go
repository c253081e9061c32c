package setting_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/mongodb"
)

// newDatabase opens a database of the test's own.
func newDatabase(t testing.TB) *mongo.Database {
	t.Helper()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	return server.Database("rocketchat")
}
