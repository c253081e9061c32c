package picture_test

import (
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/picture"
)

func get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	picture.Serve(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w
}

func TestPicturesHaveTheColourOfTheirAddress(t *testing.T) {
	t.Parallel()
	red := color.RGBA{R: 0xcc, G: 0x33, B: 0x11, A: 0xff}
	for manner, want := range map[picture.Manner]struct {
		contentType   string
		width, height int
		bytes         int // at least
	}{
		picture.Plain: {"image/png", 320, 320, 0},
		picture.JPEG:  {"image/jpeg", 320, 160, 0},
		picture.Huge:  {"image/png", 2048, 2048, 4 << 20},
		picture.Slow:  {"image/png", 320, 320, 0},
	} {
		t.Run(string(manner), func(t *testing.T) {
			t.Parallel()
			w := get(t, picture.Path(manner, red, "ada"))
			require.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, want.contentType, w.Header().Get("Content-Type"))
			assert.GreaterOrEqual(t, w.Body.Len(), want.bytes)
			img, _, err := image.Decode(w.Body)
			require.NoError(t, err)
			assert.Equal(t, image.Pt(want.width, want.height), img.Bounds().Size())
			r, g, b, _ := img.At(7, 9).RGBA()
			assert.InDeltaSlice(t, []float64{0xcc, 0x33, 0x11}, []float64{float64(r >> 8), float64(g >> 8), float64(b >> 8)}, 3)
		})
	}
}

func TestAddressesWithoutAPicture(t *testing.T) {
	t.Parallel()
	grey := color.RGBA{R: 9, G: 9, B: 9}
	w := get(t, picture.Path(picture.Redirected, grey, "ada"))
	assert.Equal(t, http.StatusFound, w.Code)
	assert.Equal(t, "/gonogo/picture/plain/090909/ada", w.Header().Get("Location"))
	assert.Equal(t, http.StatusNotFound, get(t, picture.Path(picture.Missing, grey, "ada")).Code)
	assert.Equal(t, "text/html; charset=utf-8", get(t, picture.Path(picture.NoImage, grey, "ada")).Header().Get("Content-Type"))
	for _, path := range []string{"/gonogo/picture/", "/gonogo/picture/plain/red/x", "/gonogo/picture/plain/zzzzzz/x", "/gonogo/picture/upside-down/090909/x"} {
		assert.Equal(t, http.StatusNotFound, get(t, path).Code, path)
	}
}
