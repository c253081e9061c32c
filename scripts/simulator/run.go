package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/release"
	"gonogo/internal/simulator"
	"gonogo/internal/stack"
)

// debounce is the real time from the last change of a setting to its effect (§1.3).
const debounce = 2 * time.Second

// run starts the simulator, says where it is, and waits for Ctrl-C.
func (p process) run(ctx context.Context, f flags) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	password, where, forget, err := p.password()
	if err != nil {
		return err
	}
	o.Admin = simulator.Admin{Username: f.Admin, Password: password}
	s, err := simulator.Open(ctx, o)
	if err != nil {
		return errors.Join(err, forget())
	}
	err = p.attend(ctx, f, s, password, where)
	return errors.Join(err, s.Close(context.WithoutCancel(ctx)), forget())
}

// options turn the command line into a simulator with everything switched on
// that the suites switch off.
func (f flags) options() (simulator.Options, error) {
	catalogue, err := release.Load(fixtures.Files)
	if err != nil {
		return simulator.Options{}, err
	}
	if f.Release == "" {
		f.Release = catalogue.Default
	}
	r, err := catalogue.Find(f.Release)
	if err != nil {
		return simulator.Options{}, err
	}
	g, err := guide.Load(fixtures.Files, f.Guide)
	if err != nil {
		return simulator.Options{}, err
	}
	return simulator.Options{
		Guide: g, Release: r, Debounce: debounce, Limits: true,
		Addresses: &simulator.Addresses{
			RocketChat: f.Rocketchat, RocketChatFlag: "--rocketchat",
			Provider: f.Provider, ProviderFlag: "--provider",
		},
	}, nil
}

// attend does what the flags ask for on top, prints the one line, and waits.
func (p process) attend(ctx context.Context, f flags, s *simulator.Embedded, password, where string) error {
	if f.Person != "" {
		if err := s.Provider().Put(ctx, person(f.Person, password)); err != nil {
			return fmt.Errorf("creating %s at the provider: %w", f.Person, err)
		}
	}
	if f.Configure {
		if _, err := stack.Configure(ctx, s); err != nil {
			return fmt.Errorf("following the guide %s: %w", f.Guide, err)
		}
	}
	fmt.Fprintf(p.stdout, "Rocket.Chat %s (simulated) at %s, %s (emulated) at %s, administrator %s with the password in %s; Ctrl-C ends.\n",
		s.Release(), s.RocketChatURL(), f.Guide, s.Guide().ProviderURL, f.Admin, where)
	<-ctx.Done()
	return nil
}

// person is somebody of whom only the address is known.
func person(email, password string) provider.Person {
	return provider.Person{Login: email, Email: email, Name: email, Password: password, PublicProfile: true}
}
