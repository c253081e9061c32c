package group

import (
	"slices"

	"github.com/testcontainers/testcontainers-go"
)

// Named is a customizer that depends on the member of the group that it is for:
// "" is the server that the group is about, "postgres" its database, and so on.
// It goes among the options of the group's Run.
type Named func(member string) testcontainers.ContainerCustomizer

var _ testcontainers.ContainerCustomizer = Named(nil)

// Customize does nothing: the group asks for each of its members.
func (Named) Customize(*testcontainers.GenericContainerRequest) error { return nil }

// Request is what is asked of Docker for one member.
type Request struct {
	Image   string
	Options []testcontainers.ContainerCustomizer
}

// NewRequest asks for a container of an image.
func NewRequest(image string, options ...testcontainers.ContainerCustomizer) Request {
	return Request{Image: image, Options: options}
}

// Common is what all members of a group are asked for.
type Common struct {
	all   []testcontainers.ContainerCustomizer
	named []Named
}

// Add takes options that are for every member. They come first in a request, in
// the order in which they were added; those by name come last.
func (c *Common) Add(options ...testcontainers.ContainerCustomizer) {
	for _, o := range options {
		if n, is := o.(Named); is {
			c.named = append(c.named, n)
			continue
		}
		c.all = append(c.all, o)
	}
}

// Member is what one member is asked for, its own options included.
func (c *Common) Member(name string, own ...testcontainers.ContainerCustomizer) []testcontainers.ContainerCustomizer {
	all := slices.Concat(c.all, own)
	for _, n := range c.named {
		all = append(all, n(name))
	}
	return all
}

// Joins reports whether the options attach every member to a network, which
// makes sense for one container only.
func (c *Common) Joins() (bool, error) {
	var req testcontainers.GenericContainerRequest
	for _, o := range c.all {
		if err := o.Customize(&req); err != nil {
			return false, err
		}
	}
	return len(req.Networks) > 0, nil
}
