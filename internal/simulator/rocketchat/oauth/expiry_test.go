package oauth

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestExpiryIsJavaScriptArithmetic(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_700_000_000_000)
	for name, tt := range map[string]struct {
		answer tokens
		want   any
	}{
		"a number":     {tokens{"expires_in": 3600.0}, 1_700_003_600_000.0},
		"as text":      {tokens{"expires_in": "3599"}, 1_700_003_599_000.0},
		"with a unit":  {tokens{"expires_in": "3600s"}, 1_700_003_600_000.0},
		"a fraction":   {tokens{"expires_in": 0.9}, 1_700_000_000_000.0},
		"an exponent":  {tokens{"expires_in": "1e3"}, 1_700_000_001_000.0},
		"far too much": {tokens{"expires_in": 1e308}, 1_700_000_001_000.0}, // its text is 1e+308
		"in the past":  {tokens{"expires_in": -60.0}, 1_699_999_940_000.0},
		"absent":       {tokens{}, nil},
		"null":         {tokens{"expires_in": nil}, nil},
		"empty":        {tokens{"expires_in": ""}, nil},
		"no number":    {tokens{"expires_in": "NaN"}, nil},
		"an infinity":  {tokens{"expires_in": "-Inf"}, nil},
		"an object":    {tokens{"expires_in": map[string]any{"s": 1.0}}, nil},
	} {
		assert.Equal(t, tt.want, tt.answer.expiresAt(now), name)
	}
}
