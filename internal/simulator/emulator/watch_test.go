package emulator_test

import (
	"image/color"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider"
	"gonogo/internal/provider/picture"
	"gonogo/internal/simulator/emulator"
)

// Whoever watches has every call since then, and the record ends with the last of
// them: a long run keeps nothing of what is over.
func TestTheRecordIsKeptWhileSomebodyWatches(t *testing.T) {
	t.Parallel()
	e, err := emulator.New("clavex", emulator.Options{BaseURL: "https://id.example/acme"})
	require.NoError(t, err)
	call := func(name string) {
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, picture.Path(picture.Plain, color.RGBA{}, name), nil))
	}
	call("before")
	first, endFirst := provider.Watch(e)
	assert.Empty(t, first())
	call("one")
	second, endSecond := provider.Watch(e)
	call("two")
	third, endThird := provider.Watch(e)
	assert.Equal(t, []string{"before", "one", "two"}, callers(e.Requests()))
	assert.Equal(t, []string{"one", "two"}, callers(first()))
	assert.Equal(t, []string{"two"}, callers(second()))
	endSecond()
	assert.Equal(t, []string{"one", "two"}, callers(e.Requests()), "the first watches still")
	endFirst()
	call("three")
	assert.Equal(t, []string{"three"}, callers(e.Requests()))
	assert.Equal(t, []string{"three"}, callers(third()))
	assert.Empty(t, first(), "it has ended")
	endThird()
	endThird()
	assert.Empty(t, e.Requests())
}

// callers are whose pictures were asked for.
func callers(requests []provider.Request) []string {
	var all []string
	for _, q := range requests {
		name, _, _ := strings.Cut(path.Base(q.Path), ".")
		all = append(all, name)
	}
	return all
}
