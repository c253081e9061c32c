package contained

import (
	"context"
	"testing"

	"github.com/moby/moby/client"
	"github.com/stretchr/testify/require"
)

func TestKeptStackIsUsedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	early, _ := w.opener(t, "always")
	first, said := w.opener(t, "always")
	s := w.open(t, first)
	before := w.has(t)
	require.NoError(t, s.Close(t.Context()))
	require.Equal(t, []string{"The containers of clavex at 8.9.0 stay (GONOGO_KEEP): the next run uses them, one with GONOGO_KEEP=never removes them. " +
		"They are labelled gonogo.stack=" + s.id + "; Rocket.Chat is " + s.RocketChatURL() + " behind the gateway."}, *said)

	c := ownCell(t)
	recipe, err := c.recipe(t.Context(), w.engine, newAwaited("", nil))
	require.NoError(t, err)
	again, err := early.again(t.Context(), c, recipe)
	require.NoError(t, err)
	require.Nil(t, again, "a browser that was started before does not know its authority")
	next, said := w.opener(t, "always")
	again, err = next.again(t.Context(), c, "made from another image")
	require.NoError(t, err)
	require.Nil(t, again)

	again = w.open(t, next)
	require.Equal(t, before, w.has(t), "no container is new")
	require.Equal(t, []string{"Using the containers of clavex at 8.9.0 that run already."}, *said)
	require.Equal(t, []string{next.authority.SPKI(), first.authority.SPKI()}, next.TrustSPKI())
	_, err = again.Admin().Me(t.Context())
	require.NoError(t, err)
	require.NoError(t, again.Close(t.Context()))
	require.Equal(t, before, w.has(t))
}

func TestKeptStackThatIsNotWholeIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, _ := w.opener(t, "always")
	s := w.open(t, first)
	before := w.has(t)
	require.NoError(t, s.Close(t.Context()))
	_, err := w.engine.ContainerKill(t.Context(), w.part(t, partRocketChat), client.ContainerKillOptions{Signal: "KILL"})
	require.NoError(t, err)

	next, said := w.opener(t, "failure")
	s = w.open(t, next)
	require.Equal(t, []string{"The containers that were kept of clavex at 8.9.0 cannot be used any more and are removed: the stack's rocketchat does not run."}, *said)
	for _, thing := range w.has(t) {
		require.NotContains(t, before, thing)
	}
	require.NoError(t, s.Close(context.WithoutCancel(t.Context())), "nothing has failed: it does not stay")
	w.empty(t)
}

func TestStackStaysAfterAFailureUntilARunKeepsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	failing, _ := w.opener(t, "failure")
	s := w.open(t, failing)
	failing.Fail()
	require.NoError(t, s.Close(t.Context()))
	require.Len(t, w.has(t), 4+2)

	_, said := w.opener(t, "failure")
	require.Empty(t, *said, "a later run that may keep stacks leaves it")
	require.Len(t, w.has(t), 4+2)
	_, said = w.opener(t, "never")
	require.Equal(t, []string{"Removed the containers of clavex/8.9.0, which an earlier run had kept."}, *said)
	w.empty(t)
}
