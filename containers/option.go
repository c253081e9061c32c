package containers

import (
	"fmt"

	"github.com/testcontainers/testcontainers-go"
)

// Option configures what a package makes of several options together, such as
// one file or several containers: so its Run gathers them into settings instead
// of changing the request with each.
type Option[Settings any] func(*Settings) error

var _ testcontainers.ContainerCustomizer = Option[struct{}](nil)

// Customize does nothing: Run gathers the options.
func (Option[Settings]) Customize(*testcontainers.GenericContainerRequest) error { return nil }

// Gather applies the options of a package to its settings, in order, and
// returns the others. The first that fails ends it.
func Gather[Settings any](into *Settings, all []testcontainers.ContainerCustomizer) (others []testcontainers.ContainerCustomizer, err error) {
	for _, o := range all {
		own, is := o.(Option[Settings])
		if !is {
			others = append(others, o)
			continue
		}
		if err := own(into); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// Needed is an option without which a package runs nothing.
type Needed struct {
	Option string // "WithPublicURL"
	Given  bool
}

// Missing names the first option that was not given; who is for people:
// "running Clavex".
func Missing(who string, needed []Needed) error {
	for _, n := range needed {
		if !n.Given {
			return fmt.Errorf("%s needs the option %s", who, n.Option)
		}
	}
	return nil
}
