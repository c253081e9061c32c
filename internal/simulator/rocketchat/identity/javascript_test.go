package identity_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"gonogo/internal/simulator/rocketchat/identity"
)

// What JavaScript engines answer to parseInt(v, 10).
func TestIntegerIsWhatATextBeginsWith(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, tt := range []struct {
		v    any
		want float64
	}{
		{3600.0, 3600}, {0.0, 0}, {-60.0, -60}, {59.9, 59}, {1e21, 1}, {5e-7, 5},
		{"3600", 3600}, {"3600s", 3600}, {"1e3", 1}, {"59.9", 59}, {"007", 7}, {"0x10", 0}, {"1_000", 1},
		{" 60", 60}, {"\n\t\u00a0\ufeff\u202860", 60}, {"\u008560", nan}, {"+60", 60}, {"-60", -60}, {"--60", nan}, {"+-60", nan}, {"- 60", nan},
		{"", nan}, {" ", nan}, {"-", nan}, {"NaN", nan}, {"Infinity", nan}, {"inf", nan}, {".5", nan}, {"s60", nan}, {"６０", nan},
		{nil, nan}, {true, nan}, {map[string]any{}, nan}, {[]any{}, nan}, {[]any{60.0, 1.0}, 60}, {[]any{"60s"}, 60},
		{strings.Repeat("9", 400), math.Inf(1)}, {"-" + strings.Repeat("9", 400), math.Inf(-1)},
	} {
		got := identity.Integer(tt.v)
		assert.Equal(t, fmt.Sprint(tt.want), fmt.Sprint(got), "%#v", tt.v)
	}
}
