package simulator

import (
	"context"
	"crypto/rand"
	"strings"

	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
)

// openDatabase makes a database of the stack's own on a server that may have
// others.
func (e *Embedded) openDatabase(ctx context.Context, server *mongodb.Server) error {
	var err error
	e.database, err = server.NewDatabase(ctx, "rocketchat-"+strings.ToLower(rand.Text()), rocketchat.Collections()...)
	return err
}
