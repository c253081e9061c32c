package attached_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"gonogo/internal/stack"
	"gonogo/internal/stack/attached"
)

// A setting that a scenario changes is on record before, so that the next run
// puts it back where this one is cut off in between.
func TestSettingsOfAScenarioSurviveAKilledRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "7.1.0", "clavex", "entra")
	before := w.dump(t)
	killed, stacks := w.configured(t)
	keeper := stacks[0].(stack.Keeper)
	require.Same(t, keeper.Sharing(), stacks[1].(stack.Keeper).Sharing(), "the stacks share one workspace")
	const registration, optIn = "Accounts_RegistrationForm", "Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In"
	for _, change := range []struct {
		id           string
		present, new any
	}{
		{registration, "Public", "Disabled"}, {registration, "Disabled", "Secret URL"}, {optIn, false, true},
	} {
		require.NoError(t, keeper.Remember(change.id, change.present))
		require.NoError(t, w.admin.SetSetting(t.Context(), change.id, change.new))
	}
	require.NoError(t, killed.Abandon())
	for _, s := range stacks {
		require.NoError(t, s.Close(t.Context()))
	}

	a, err := attached.Open(t.Context(), w.options)
	require.NoError(t, err)
	s, err := a.Open(t.Context(), w.options.Guides[0], a.Release())
	require.NoError(t, err)
	closeAll(t, a, []stack.Stack{s})
	require.Empty(t, cmp.Diff(withoutSessions(before), withoutSessions(w.dump(t))))
}
