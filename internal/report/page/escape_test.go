package page_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"gonogo/internal/report/page"
	"gonogo/internal/report/specimen"
)

// hostile ends elements, begins comments and breaks out of attributes and scripts.
const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)></script><!-- </style></textarea></svg>'"><b> &lt;i&gt; {{.}} </details> javascript:alert(3)`

// A text that is data never becomes an element, an attribute or a comment: with
// hostile texts everywhere, the page has the shape that it has with harmless ones.
func TestNoTextBecomesMarkup(t *testing.T) {
	t.Parallel()
	harmless := parsed(t, written(t, small("x"), inputs("x")))
	attacked := parsed(t, written(t, small(hostile), inputs(hostile)))
	assert.Empty(t, cmp.Diff(skeleton(harmless), skeleton(attacked)))
	for n := range attacked.Descendants() {
		assert.NotEqual(t, html.CommentNode, n.Type, "a comment: %s", n.Data)
	}
	assert.Contains(t, words(attacked), hostile, "it is shown as it is")
}

// The same for documents as the other reports are tested with.
func TestNoTextOfASpecimenBecomesMarkup(t *testing.T) {
	t.Parallel()
	harmless := parsed(t, written(t, specimen.Document(300, 10, specimen.Plain()), page.Inputs{}))
	attacked := parsed(t, written(t, specimen.Document(300, 10, specimen.Hostile()), page.Inputs{}))
	assert.Empty(t, cmp.Diff(skeleton(harmless), skeleton(attacked)))
}

// Data in scripts is JSON that holds no sign with which markup begins or ends.
func TestNoTextBreaksOutOfAScript(t *testing.T) {
	t.Parallel()
	blocks := 0
	for _, e := range named(parsed(t, written(t, small(hostile), inputs(hostile))), "script") {
		if attribute(e, "type") != "application/json" {
			continue
		}
		blocks++
		assert.NotContains(t, e.FirstChild.Data, "<")
		assert.NotContains(t, e.FirstChild.Data, ">")
		var value map[string]any
		require.NoError(t, json.Unmarshal([]byte(e.FirstChild.Data), &value))
		assert.Contains(t, value, "words")
	}
	assert.Equal(t, 2, blocks)
}

// Addresses in the page lead into the page, whatever a guide or a stream has said.
func TestLinksStayInThePage(t *testing.T) {
	t.Parallel()
	for _, e := range named(parsed(t, written(t, small(hostile), inputs(hostile))), "a") {
		at, err := url.Parse(attribute(e, "href"))
		require.NoError(t, err)
		assert.Empty(t, at.Scheme+at.Host+at.Path, attribute(e, "href"))
	}
}

// Nothing is asked of a network, and nothing but the page's own script runs.
func TestNothingIsFetched(t *testing.T) {
	t.Parallel()
	for _, e := range elements(parsed(t, written(t, small("x"), inputs("x")))) {
		assert.NotContains(t, []string{"img", "iframe", "object", "embed", "base", "video", "audio"}, e.Data)
		for _, a := range e.Attr {
			assert.NotEqual(t, "src", a.Key)
			assert.NotEqual(t, "style", a.Key, "the policy would refuse it")
			assert.False(t, strings.HasPrefix(a.Key, "on"), a.Key)
		}
	}
}

// The same for every field that a stream of events may fill.
func TestNoFieldBecomesMarkup(t *testing.T) {
	t.Parallel()
	harmless := parsed(t, written(t, specimen.Everywhere(" x"), page.Inputs{}))
	attacked := parsed(t, written(t, specimen.Everywhere(specimen.Hostile().Title), page.Inputs{}))
	assert.Empty(t, cmp.Diff(skeleton(harmless), skeleton(attacked)))
}
