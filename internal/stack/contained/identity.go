package contained

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/emulator"
	"gonogo/internal/provider"
	"gonogo/internal/provider/control"
)

// identity is how a guide's provider runs in a stack.
type identity interface {
	// images are the names of what it is made from.
	images() []string
	// upstream is where the gateway finds it in the network: "provider:8080";
	// empty for a provider outside of the stack.
	upstream() string
	// outside are names beyond the stack that it needs people and Rocket.Chat to
	// reach.
	outside() []string
	// run starts it and returns when it is ready.
	run(ctx context.Context, a *assembly) error
	// open administers the one that runs in a stack.
	open(ctx context.Context, e engine, stack string, web *http.Client) (provider.Provider, error)
}

// emulated is a provider of ours: for hosted ones, and wherever the publisher's
// image is not to be had.
type emulated struct {
	id, baseURL string
}

func (emulated) images() []string { return []string{localEmulator} }

func (emulated) upstream() string { return partProvider + ":8080" }

func (emulated) outside() []string { return nil }

func (m emulated) run(ctx context.Context, a *assembly) error {
	end := a.awaited.begin("the emulator of " + m.id)
	defer end()
	_, err := emulator.Run(ctx, localEmulator, m.request(a)...)
	return err
}

func (m emulated) request(a *assembly) []testcontainers.ContainerCustomizer {
	return a.options(partProvider, true,
		emulator.WithProvider(m.id), emulator.WithBaseURL(m.baseURL), emulator.WithControlToken(rand.Text()))
}

func (m emulated) open(ctx context.Context, e engine, stack string, _ *http.Client) (provider.Provider, error) {
	p, err := e.part(ctx, stack, partProvider)
	if err != nil {
		return nil, err
	}
	address, err := p.address(emulator.ControlPort)
	if err != nil {
		return nil, err
	}
	c := control.New(control.Options{
		ID: m.id, URL: "http://" + address, Token: p.env[emulator.TokenVariable], HTTP: newLoopbackClient(),
	})
	if err := c.Ready(ctx); err != nil {
		return nil, fmt.Errorf("asking the emulator of %s: %w", m.id, err)
	}
	return c, nil
}

// newLoopbackClient asks what runs on this machine: no proxy of the environment
// has a say, and no connection is left behind.
func newLoopbackClient() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}
