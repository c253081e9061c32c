package browser_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser"
)

func TestWhatIsLeftInTheBrowserIsNamed(t *testing.T) {
	t.Parallel()
	for _, name := range browser.Names() {
		e := launch(t, name, browser.Options{})
		left, err := e.Left(patient(t))
		require.NoError(t, err)
		assert.Empty(t, left, "the browser's own window is nobody's")
		first, _ := openSession(t, e, browser.SessionOptions{})
		second, err := e.NewSession(patient(t), browser.SessionOptions{})
		require.NoError(t, err)
		left, err = e.Left(patient(t))
		require.NoError(t, err)
		assert.Equal(t, []string{"a browser context (windows: 0)", "a browser context (windows: 1)"}, left)
		require.NoError(t, first.Close())
		require.NoError(t, second.Close())
		left, err = e.Left(patient(t))
		require.NoError(t, err)
		assert.Empty(t, left)
		require.NoError(t, e.Close())
		left, err = e.Left(patient(t))
		require.NoError(t, err)
		assert.Empty(t, left, "it has ended with everything in it")
	}
}
