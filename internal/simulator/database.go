package simulator

import (
	"context"
	"crypto/rand"
	"strings"

	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
	"gonogo/internal/simulator/rocketchat/mirror"
)

// openDatabase makes a database of the stack's own on a server that may have
// others.
func (e *Embedded) openDatabase(ctx context.Context, server *mongodb.Server) error {
	var err error
	e.database, err = server.NewDatabase(ctx, "rocketchat-"+strings.ToLower(rand.Text()), rocketchat.Collections()...)
	return err
}

// writes counts the writes to the stack's database. At fixed addresses others may
// have clients of their own, whose writes nobody counts.
func (e *Embedded) writes(server *mongodb.Server) func(collection string) mirror.Writes {
	if e.addressed {
		return nil
	}
	return func(collection string) mirror.Writes { return server.Writes(e.database.Name(), collection) }
}
