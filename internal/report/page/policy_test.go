package page_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/report/page"
)

// The policy allows the style and the script of the page by what they are.
func TestThePolicyAllowsThePageOnly(t *testing.T) {
	t.Parallel()
	root := parsed(t, written(t, small("x"), page.Inputs{}))
	var policy string
	for _, e := range named(root, "meta") {
		if attribute(e, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(e, "content")
		}
	}
	scripts, styles := named(root, "script"), named(root, "style")
	require.Len(t, styles, 1)
	assert.Equal(t, "default-src 'none'; img-src 'self' data:; style-src '"+sum(styles[0].FirstChild.Data)+
		"'; script-src '"+sum(scripts[len(scripts)-1].FirstChild.Data)+"'; base-uri 'none'; form-action 'none'", policy)
	for _, e := range scripts[:len(scripts)-1] {
		assert.Equal(t, "application/json", attribute(e, "type"))
	}
}

func sum(text string) string {
	hash := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(hash[:])
}
