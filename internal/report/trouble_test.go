package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/verdict"
)

func troubled(release, guide, cause, diagnosis, cure string, expected bool) Record {
	return Record{
		Guide: guide, Release: release, Title: "the secret is wrong", Outcome: Passed,
		Verdict: verdict.Kept, Expected: expected, Scenario: cause,
		Trouble: &Trouble{Symptom: "login fails", Cause: cause, Diagnosis: diagnosis, Cure: cure},
	}
}

func TestTroublesAreATableOfTheirOwn(t *testing.T) {
	t.Parallel()
	r := &Document{Cases: []Record{
		troubled("8.9.0", "clavex", "secret-wrong", "secret-wrong", "cured", true),
		troubled("7.1.0", "clavex", "secret-wrong", "secret-wrong", "not cured: it is too late", true),
		troubled("7.1.0", "entra", "secret-wrong", "client-unknown", "", false),
		troubled("7.1.0", "encvoy", "", "nothing", "", true),
	}}
	var out strings.Builder
	require.NoError(t, r.WriteTable(&out))
	assert.Contains(t, out.String(), "the secret is wrong  secret-wrong                 !      ✓")
	assert.Contains(t, out.String(), "the secret is wrong  nothing                      ✓")
	assert.Contains(t, out.String(), "  × the secret is wrong: it is too late: 7.1.0\n")
	assert.Contains(t, out.String(), "right cause and nothing else in 2 of 3 troubles, and found nothing in 1 of 1 healthy workspaces")
	assert.Contains(t, out.String(), "  ! entra at 7.1.0: secret-wrong is taken for client-unknown\n")
	assert.NotContains(t, out.String(), "  scenario  clavex", "a trouble is no promise of a guide")
}
