package main

import (
	"context"
	"fmt"

	"gonogo/internal/simulator/mongodb"
)

// mongodbCommand runs the database.
type mongodbCommand struct {
	Listen string `default:"0.0.0.0:27017" help:"Address to listen at."`
	Data   string `default:"/data/db" type:"existingdir" help:"Folder for the data."`
}

// Run serves until ctx ends. It says that it serves in MongoDB's own words, for
// which those who start it wait.
func (c *mongodbCommand) Run(ctx context.Context, p process) error {
	server, err := mongodb.OpenAt(ctx, mongodb.Options{Address: c.Listen, Folder: c.Data})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Waiting for connections on %s (FerretDB over SQLite, not MongoDB)\n", c.Listen)
	<-ctx.Done()
	return server.Close(context.WithoutCancel(ctx))
}
