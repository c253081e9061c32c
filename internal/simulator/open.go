package simulator

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	client "gonogo/internal/rocketchat"
	"gonogo/internal/simulator/emulator"
	"gonogo/internal/simulator/front"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
)

// Open starts a simulator. It ends with Close; ctx limits the start only.
func Open(ctx context.Context, o Options) (*Embedded, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	e := &Embedded{guide: o.Guide, release: o.Release, addressed: o.Addresses != nil, chat: &machine{}}
	if err := e.open(ctx, o.withDefaults()); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the simulator: %w", err), e.Close(context.WithoutCancel(ctx)))
	}
	return e, nil
}

func (e *Embedded) open(ctx context.Context, o Options) error {
	sites, err := e.openNetwork(ctx, o)
	if err != nil {
		return err
	}
	group, opening := errgroup.WithContext(ctx)
	group.Go(func() error { return e.openRocketChat(opening, o) })
	group.Go(func() error { return e.openProvider(o) })
	if err := group.Wait(); err != nil {
		return err
	}
	sites.serve(e.chat, e.provider)
	e.serveInside(e.network)
	e.admin, err = client.New(e.RocketChatURL(), e.HTTP()).Login(ctx, o.Admin.Username, o.Admin.Password)
	if err != nil {
		return fmt.Errorf("logging in as the administrator: %w", err)
	}
	return nil
}

// openNetwork starts the private network and decides who answers where.
func (e *Embedded) openNetwork(ctx context.Context, o Options) (sites, error) {
	authority := o.Authority
	if authority == nil {
		var err error
		if authority, err = front.NewAuthority(); err != nil {
			return sites{}, err
		}
	}
	e.network = front.NewNetwork(authority)
	e.network.Delay(o.Latency)
	e.network.Plant(o.Seeded)
	if err := e.network.Start(ctx); err != nil {
		return sites{}, err
	}
	if o.Addresses == nil {
		return namedSites(e.network, e.guide)
	}
	s, err := addressedSites(ctx, e.network, *o.Addresses)
	if err != nil {
		return sites{}, err
	}
	e.guide, err = e.guide.At(s.rocketChatURL, s.providerURL)
	return s, err
}

// openRocketChat opens the database and the server on it.
func (e *Embedded) openRocketChat(ctx context.Context, o Options) error {
	server := o.Mongo
	if server == nil {
		var err error
		if server, err = mongodb.Open(ctx); err != nil {
			return err
		}
		e.mongo = server
	}
	if err := e.openDatabase(ctx, server); err != nil {
		return err
	}
	e.start = rocketchat.Options{
		Release:         o.Release,
		RootURL:         e.RocketChatURL(),
		Database:        e.database,
		Writes:          e.writes(server),
		DeferSettings:   !e.addressed,
		HTTP:            e.serverClient(o),
		Admin:           o.Admin.account(),
		Environment:     o.environment(),
		Debounce:        o.Debounce,
		Timeout:         o.RequestTimeout,
		Now:             o.Now,
		UnlimitedLogins: !o.Limits,
		Seeded:          o.Seeded,
	}
	return e.chat.start(ctx, e.start)
}

// openProvider makes the emulator that the guide is about.
func (e *Embedded) openProvider(o Options) error {
	o.Emulator.BaseURL = e.guide.ProviderURL
	var err error
	e.provider, err = emulator.New(e.guide.ID, o.Emulator)
	return err
}
