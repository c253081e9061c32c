package scenario

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
	"gonogo/internal/report"
)

// However a scenario ends, its story tells what there was.
func TestEveryEndingLeavesAStory(t *testing.T) {
	t.Parallel()
	su := open(t, lookupOf(map[string]string{"GONOGO_ENGINE": "protocol", "GONOGO_GUIDES": "clavex", "GONOGO_RELEASES": "8.9.0"}))
	interrupted := func(r *Run) {
		ctx, interrupt := context.WithCancelCause(r.ctx)
		r.ctx = ctx
		r.NewPerson().OpensTheLoginPage()
		interrupt(errors.New("the run was interrupted"))
		r.Step("she waits", func(ctx context.Context) error { return context.Cause(ctx) })
	}
	for name, c := range map[string]struct {
		steps   func(*Run)
		sent    int    // hops
		failure string // of the last step
	}{
		"kept":        {func(r *Run) { r.NewPerson().LogsIn() }, 7, ""},
		"unsupported": {func(r *Run) { r.NewPerson().OpensTheLoginPage(); r.Unsupported("there is no such thing") }, 1, ""},
		"interrupted": {interrupted, 1, "the run was interrupted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			su.keptIn(t, dir, Scenario{Steps: c.steps})
			story := readStory(t, dir)
			assert.Equal(t, c.failure, story.Steps[len(story.Steps)-1].Failure)
			assert.GreaterOrEqual(t, len(story.Hops), c.sent)
			assert.Equal(t, name == "kept", len(story.Profiles) == 1)
		})
	}
}

func TestAScenarioWithoutAStackLeavesAStory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := newRun(t, t.Context(), Scenario{}, evidence.NewRedactor())
	r.transcript.add("the stack opens", 0, "it does not")
	require.NoError(t, r.keepIn(t.Context(), dir, true))
	assert.Equal(t, report.Story{
		Format: report.StoryFormat, Steps: []report.Step{{Sentence: "the stack opens", Failure: "it does not"}},
	}, readStory(t, dir))
}

func readStory(t *testing.T, dir string) report.Story {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, report.StoryFile))
	require.NoError(t, err)
	var story report.Story
	require.NoError(t, json.Unmarshal(raw, &story))
	return story
}

func TestTheReasonOfARefusedLoginIsTold(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"message":"{\"error\":{\"reason\":\"User not found\",\"message\":\"User not found [403]\"}}"}`: "refused: User not found",
		`{"message":"{\"error\":{\"message\":\"Internal server error [500]\"}}"}`:                        "refused: Internal server error [500]",
		`{"message":"{\"error\":{}}"}`: "refused, without a reason",
		`<html>502 Bad Gateway</html>`: "refused, in no form that a client understands",
	} {
		assert.Equal(t, want, refusal(browser.Exchange{ResponseBody: body}), body)
	}
}
