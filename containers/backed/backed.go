// Package backed has what the identity providers share that keep their data in
// PostgreSQL and Redis: what is asked for all of their containers, the requests
// for those two, and that they start first.
package backed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
	"gonogo/containers/group"
	"gonogo/containers/postgres"
	"gonogo/containers/redis"
)

// The names of database and cache among the members of a group.
const (
	Database = "postgres"
	Cache    = "redis"
)

// Settings are what the options of such a group ask for.
type Settings struct {
	Server string // for people: "Clavex"
	// Name is that of the server on its network, of the database and its user,
	// and with a suffix that of the hosts beside it: "clavex".
	Name             string
	Network          string
	Aliases          []string     // of the server
	Client           *http.Client // asks whether the server is ready; nil: at a published port
	Postgres         string       // images
	Redis            string       // empty: there is no cache
	DatabasePassword string
	Common           group.Common
}

// Join names the network on which the parts reach each other, and the aliases
// under which others reach the server on it.
func (s *Settings) Join(network string, aliases ...string) error {
	if network == "" {
		return fmt.Errorf("the network that %s is to join has no name", s.Server)
	}
	s.Network, s.Aliases = network, append([]string{s.Name}, aliases...)
	return nil
}

// AskThrough sets the client, which cannot be nil.
func (s *Settings) AskThrough(client *http.Client) error {
	if client == nil {
		return fmt.Errorf("asking whether %s is ready needs an HTTP client, or none of this option", s.Server)
	}
	s.Client = client
	return nil
}

// JoinedOnce refuses options that attach every container to a network; it says
// what is wrong with that.
func (s *Settings) JoinedOnce(wrong string) error {
	joins, err := s.Common.Joins()
	if joins {
		err = errors.New(wrong)
	}
	return err
}

// DatabaseHost is where the others reach PostgreSQL, at its usual port.
func (s *Settings) DatabaseHost() string { return s.Name + "-postgres" }

// CacheHost is where the others reach Redis, at its usual port.
func (s *Settings) CacheHost() string { return s.Name + "-redis" }

// With are the requests for a group's own members and for database and cache,
// by name. What the packages postgres and redis ask for themselves is left out.
// The cache has no password: nobody but the group's network reaches it.
func (s *Settings) With(own map[string]group.Request) map[string]group.Request {
	all := maps.Clone(own)
	all[Database] = group.NewRequest(s.Postgres, s.Common.Member(Database,
		postgres.WithLogin(s.Name, s.DatabasePassword, s.Name),
		containers.Join(s.Network, s.DatabaseHost()),
		group.Unpublished())...)
	if s.Redis != "" {
		all[Cache] = group.NewRequest(s.Redis, s.Common.Member(Cache,
			containers.Join(s.Network, s.CacheHost()), group.Unpublished())...)
	}
	return all
}

// Runners make the containers.
type Runners struct{ Database, Cache, Own group.Runner }

// Docker makes real ones.
func Docker() Runners {
	return Runners{Database: group.By(postgres.Run), Cache: group.By(redis.Run), Own: group.By(testcontainers.Run)}
}

// Start begins the group with its database and its cache, side by side.
func (s *Settings) Start(ctx context.Context, all map[string]group.Request, by Runners) (*group.Lead, error) {
	starts := []group.Start{by.Database.Start(all[Database])}
	if cache, wanted := all[Cache]; wanted {
		starts = append(starts, by.Cache.Start(cache))
	}
	lead := &group.Lead{Server: s.Server}
	if err := lead.Group.Start(ctx, starts...); err != nil {
		return nil, fmt.Errorf("running what %s needs: %w", s.Server, err)
	}
	return lead, nil
}
