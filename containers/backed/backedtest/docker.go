// Package backedtest stands for Docker in tests of what starts a group.
package backedtest

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers/backed"
	"gonogo/containers/group"
	"gonogo/containers/pin"
)

// Docker only takes notes of what starts and ends. It is safe for concurrent use.
type Docker struct {
	// Own tells what to call a container of the group's own by its request;
	// database and cache have the names of package backed.
	Own   func(pin.Request) string
	Fails string // name of the container that does not get ready

	mu    sync.Mutex
	notes Notes
}

// Notes are "start postgres", "end postgres" and so on, in order.
type Notes []string

// Started are the names of what has been started, in order.
func (n Notes) Started() []string { return n.after("start ") }

// Ended are the names of what has ended, in order.
func (n Notes) Ended() []string { return n.after("end ") }

func (n Notes) after(verb string) []string {
	var names []string
	for _, note := range n {
		if name, is := strings.CutPrefix(note, verb); is {
			names = append(names, name)
		}
	}
	return names
}

// Notes are those so far.
func (d *Docker) Notes() Notes {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append(Notes{}, d.notes...)
}

func (d *Docker) note(text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes = append(d.notes, text)
}

// Runners make containers that are notes.
func (d *Docker) Runners() backed.Runners {
	called := func(name string) func(pin.Request) string { return func(pin.Request) string { return name } }
	return backed.Runners{
		Database: d.runner(called(backed.Database)), Cache: d.runner(called(backed.Cache)), Own: d.runner(d.Own),
	}
}

func (d *Docker) runner(name func(pin.Request) string) group.Runner {
	return func(_ context.Context, image string, opts ...testcontainers.ContainerCustomizer) (testcontainers.Container, error) {
		asked, err := pin.Of(image, opts...)
		if err != nil {
			return nil, err
		}
		c := &Container{docker: d, name: name(asked)}
		d.note("start " + c.name)
		if c.name == d.Fails {
			return c, errors.New(c.name + " is not ready")
		}
		return c, nil
	}
}

// Container is one that only has a name and can be ended.
type Container struct {
	testcontainers.Container // what is not used
	name                     string
	docker                   *Docker
}

// String is the name.
func (c *Container) String() string { return c.name }

// Terminate takes a note.
func (c *Container) Terminate(context.Context, ...testcontainers.TerminateOption) error {
	c.docker.note("end " + c.name)
	return nil
}
