package mongodb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"
)

// NewDatabase makes a database with collections in which a document is found by
// its _id without reading all others. FerretDB 1.24 asks SQLite for
// _ferretdb_sjson->'$._id', but the index that it makes is on
// _ferretdb_sjson->"_id", which SQLite takes for something else; so these
// collections get an index on the former as well.
func (s *Server) NewDatabase(ctx context.Context, name string, collections ...string) (*mongo.Database, error) {
	database := s.Database(name)
	for _, collection := range collections {
		if err := database.CreateCollection(ctx, collection); err != nil {
			return nil, fmt.Errorf("creating the collection %s: %w", collection, err)
		}
	}
	if err := s.indexIDs(ctx, name); err != nil {
		return nil, fmt.Errorf("indexing the ids in database %s: %w", name, err)
	}
	return database, nil
}

// indexIDs opens the database's file beside FerretDB, whose connections notice a
// changed schema by themselves.
func (s *Server) indexIDs(ctx context.Context, name string) (err error) {
	file, err := sql.Open("sqlite", "file:"+filepath.Join(s.folder, name+".sqlite")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	names, err := tables(ctx, file)
	if err != nil {
		return err
	}
	var script strings.Builder
	script.WriteString("BEGIN IMMEDIATE;\n")
	for _, table := range names {
		fmt.Fprintf(&script, "CREATE INDEX %q ON %q (_ferretdb_sjson->'$._id');\n", table+"_by_id", table)
	}
	script.WriteString("COMMIT")
	_, err = file.ExecContext(ctx, script.String())
	return err
}

// tables lists the tables that hold a collection each.
func tables(ctx context.Context, file *sql.DB) (names []string, err error) {
	rows, err := file.QueryContext(ctx, "SELECT table_name FROM _ferretdb_collections")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
