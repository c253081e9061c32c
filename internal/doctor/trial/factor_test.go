package trial_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/trial"
	"gonogo/internal/provider"
)

// A question for a second factor is answered, or stops the trial without blame.
func TestASecondFactorIsNobodysFault(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"authentik", "miniorange"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			w := open(t, id, "8.9.0")
			w.person.Authenticator = provider.NewAuthenticator()
			w.put(t, w.person)
			c := w.makeCase(t)
			c.Users = trial.List{}
			causes, _, got := try(t, c)
			require.Empty(t, causes)
			assert.Equal(t, trial.StageSignIn, got.Ended)
			require.Len(t, got.Unseen, 1)
			assert.Contains(t, got.Unseen[0], "the provider asks for a code, and the person has no authenticator")

			c.Person.Authenticator = w.person.Authenticator
			causes, _, got = try(t, c)
			require.Empty(t, causes)
			assert.Equal(t, trial.StageDone, got.Ended, got.Unseen)
		})
	}
}
