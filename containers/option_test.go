package containers_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/testcontainers/testcontainers-go"

	"gonogo/containers"
)

// settings are gathered by the test; foreign ones belong to another package.
type (
	settings struct{ words []string }
	foreign  struct{}
)

func TestAPackageGathersItsOwnOptions(t *testing.T) {
	t.Parallel()
	say := func(word string) containers.Option[settings] {
		return func(s *settings) error {
			s.words = append(s.words, word)
			return nil
		}
	}
	other := containers.Option[foreign](func(*foreign) error { return errors.New("not ours") })
	label := testcontainers.WithLabels(map[string]string{"run": "7"})
	var s settings
	others, err := containers.Gather(&s, []testcontainers.ContainerCustomizer{say("one"), label, other, say("two")})
	require.NoError(t, err)
	require.Equal(t, []string{"one", "two"}, s.words)
	require.Len(t, others, 2)

	fails := containers.Option[settings](func(*settings) error { return errors.New("no such word") })
	_, err = containers.Gather(&s, []testcontainers.ContainerCustomizer{fails, say("three")})
	require.EqualError(t, err, "no such word")
	require.Len(t, s.words, 2)
}

func TestTheFirstMissingOptionIsNamed(t *testing.T) {
	t.Parallel()
	require.NoError(t, containers.Missing("running it", []containers.Needed{{Option: "WithA", Given: true}}))
	require.EqualError(t, containers.Missing("running it", []containers.Needed{
		{Option: "WithA", Given: true}, {Option: "WithB"}, {Option: "WithC"},
	}), "running it needs the option WithB")
}
