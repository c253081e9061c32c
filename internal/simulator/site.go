package simulator

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"gonogo/internal/simulator/emulator"
	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/mongodb"
)

// Site is what the stacks of one run share: a certificate authority, a
// database server and the key that signs tokens. It is safe for concurrent use.
type Site struct {
	authority *front.Authority

	mu    sync.Mutex
	mongo *mongodb.Server
	keys  *emulator.Keys
}

// NewSite makes a site. Database and key come with the first stack.
func NewSite() (*Site, error) {
	a, err := front.NewAuthority()
	if err != nil {
		return nil, err
	}
	return &Site{authority: a}, nil
}

// Open starts a stack that uses what the site shares.
func (s *Site) Open(ctx context.Context, o Options) (*Embedded, error) {
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	o.Authority, o.Mongo, o.Emulator.Keys = s.authority, s.mongo, s.keys
	return Open(ctx, o)
}

// prepare opens what is shared, side by side, the first time.
func (s *Site) prepare(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var group errgroup.Group
	if s.mongo == nil {
		group.Go(func() (err error) {
			s.mongo, err = mongodb.Open(ctx)
			return err
		})
	}
	if s.keys == nil {
		group.Go(func() (err error) {
			s.keys, err = emulator.NewKeys()
			return err
		})
	}
	return group.Wait()
}

// TrustSPKI is the key of the authority that every stack of the site uses.
func (s *Site) TrustSPKI() []string { return []string{s.authority.SPKI()} }

// Close releases the database server. Stacks must be closed before.
func (s *Site) Close(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mongo == nil {
		return nil
	}
	mongo := s.mongo
	s.mongo = nil
	return mongo.Close(ctx)
}
