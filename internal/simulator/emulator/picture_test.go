package emulator_test

import (
	"image/color"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/picture"
	"gonogo/internal/simulator/emulator"
)

// Every emulator serves pictures beside its provider, and says who asked.
func TestEveryEmulatorServesPictures(t *testing.T) {
	t.Parallel()
	keys, err := emulator.NewKeys()
	require.NoError(t, err)
	for _, id := range emulator.IDs() {
		e, err := emulator.New(id, emulator.Options{BaseURL: "https://id.example/acme", Keys: keys})
		require.NoError(t, err)
		path := picture.Path(picture.Plain, color.RGBA{R: 1, G: 2, B: 3}, "ada")
		w := httptest.NewRecorder()
		e.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		assert.Equal(t, "image/png", w.Header().Get("Content-Type"), id)
		require.Len(t, e.Requests(), 1, id)
		assert.Equal(t, []any{"picture", path, http.StatusOK}, []any{e.Requests()[0].Endpoint, e.Requests()[0].Path, e.Requests()[0].Status}, id)
	}
}
