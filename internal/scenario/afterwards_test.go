package scenario

import (
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/evidence"
)

func TestWhatGoesWithAScenarioGoesLastFirstWhateverHappens(t *testing.T) {
	t.Parallel()
	var gone []string
	r := newRun(t, t.Context(), Scenario{}, evidence.NewRedactor())
	r.goesAgain(func() { gone = append(gone, "the lock") })
	r.goesAgain(func() {
		gone = append(gone, "an account")
		runtime.Goexit() // as FailNow does
	})
	r.goesAgain(func() { gone = append(gone, "a channel") })
	var ended sync.WaitGroup
	ended.Go(r.goAgain)
	ended.Wait()
	assert.Equal(t, []string{"a channel", "an account", "the lock"}, gone)
	assert.Empty(t, r.afterwards)
}
