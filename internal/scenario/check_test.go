package scenario

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/evidence"
)

// wants is a check for the test below, made within a closure as some are.
func (p *Person) wants(err error) {
	func() { p.run.Check("she wants something", func(context.Context) error { return err }) }()
}

func TestACheckThatDoesNotHoldIsKnownByItsFunction(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		steps func(p *Person)
		want  string
	}{
		{"a check", func(p *Person) { p.wants(errors.New("no")) }, "Person.wants"},
		{"a check that holds", func(p *Person) { p.wants(nil) }, ""},
		{"a step", func(p *Person) {
			p.run.Step("she does something", func(context.Context) error { return errors.New("no") })
		}, ""},
	} {
		r := newRun(t, t.Context(), Scenario{}, evidence.NewRedactor())
		done := make(chan struct{})
		go func() {
			defer close(done)
			c.steps(&Person{run: r})
		}()
		<-done
		assert.Equal(t, c.want, r.tripped, c.name)
	}
}
