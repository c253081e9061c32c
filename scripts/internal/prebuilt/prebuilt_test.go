package prebuilt_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/scripts/internal/prebuilt"
)

func TestTheSelectionOfARunIsLeftOut(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"PATH=/bin", "GONOGO_BROWSER=/opt/chrome"},
		prebuilt.Environment([]string{"PATH=/bin", "GONOGO_STACK=attached", "GONOGO_BROWSER=/opt/chrome"}))
}
