package pages_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/browser/pages"
)

func TestColoursHaveOneForm(t *testing.T) {
	t.Parallel()
	for notation, want := range map[string]string{
		"#1D9E75":               "#1d9e75",
		" rgb(29, 158, 117) ":   "#1d9e75",
		"rgb(29 158 117)":       "#1d9e75",
		"rgba(29, 158, 117, 1)": "#1d9e75",
		"rgb(29 158 117 / 50%)": "#1d9e7580",
		"rgba(0, 0, 0, 0)":      "#00000000",
		"transparent":           "#00000000",
		"#fff":                  "#ffffff",
		"#f00c":                 "#ff0000cc",
		"#11223344":             "#11223344",
		"tomato":                "#ff6347",
		"Tomato":                "#ff6347",
		"rgb(100%, 0%, 0%)":     "#ff0000",
	} {
		c, err := pages.ParseColor(notation)
		require.NoError(t, err, notation)
		assert.Equal(t, want, c.String(), notation)
	}
}

func TestWhatIsNoColourIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "nope", "#12", "#12345", "#gggggg", "rgb(1,2)", "rgb(a,b,c)", "rgb", "#+1223344"} {
		_, err := pages.ParseColor(text)
		require.ErrorContains(t, err, "is not a colour", text)
	}
}
