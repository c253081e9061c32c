package trial_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/doctor/trial"
	"gonogo/internal/guide"
)

func TestHealthyProvidersGiveNoFinding(t *testing.T) {
	t.Parallel()
	for _, id := range guide.IDs() {
		for _, version := range classes() {
			t.Run(id+"/"+version, func(t *testing.T) {
				t.Parallel()
				w := open(t, id, version)
				c := w.makeCase(t)
				c.Users = trial.List{}
				causes, findings, got := try(t, c)
				require.Empty(t, causes, "%v %+v", findings, got)
				assert.Equal(t, trial.StageDone, got.Ended)
				assert.Equal(t, trial.Created, got.Fate)
				assert.Empty(t, got.Unseen)
				assert.NotEmpty(t, got.Claims)
			})
		}
	}
}

// Without the secret the trial ends with the code, which is no finding.
func TestWithoutSecretTheTrialEndsWithTheCode(t *testing.T) {
	t.Parallel()
	c := open(t, "authentik", "7.1.0").makeCase(t)
	c.ClientSecret = ""
	causes, _, got := try(t, c)
	assert.Empty(t, causes)
	assert.Equal(t, trial.StageToken, got.Ended)
	assert.NotEmpty(t, got.Unseen)
}
