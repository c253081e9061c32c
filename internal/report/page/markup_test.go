package page_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// parsed is a page as a browser reads it.
func parsed(t *testing.T, text string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	require.NoError(t, err)
	return root
}

// elements are all elements below a node, in their order.
func elements(root *html.Node) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func named(root *html.Node, name string) []*html.Node {
	var all []*html.Node
	for _, e := range elements(root) {
		if e.Data == name {
			all = append(all, e)
		}
	}
	return all
}

func byID(root *html.Node, id string) *html.Node {
	for _, e := range elements(root) {
		if attribute(e, "id") == id {
			return e
		}
	}
	return nil
}

func attribute(e *html.Node, name string) string {
	for _, a := range e.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words are the visible texts below a node, white space folded.
func words(root *html.Node) string {
	if root == nil {
		return ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// skeleton is the shape of a page without its texts: elements and names of attributes.
func skeleton(root *html.Node) []string {
	var shape []string
	for _, e := range elements(root) {
		line := e.Data
		for _, a := range e.Attr {
			line += " " + a.Key
		}
		shape = append(shape, line)
	}
	return shape
}
