package protocol

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// matcher picks elements of a page.
type matcher func(*html.Node) bool

// tag picks elements by name.
func tag(name string) matcher {
	return func(n *html.Node) bool { return n.Data == name }
}

// field picks the control with a name that a person can see.
func field(name string) matcher {
	return func(n *html.Node) bool {
		return n.Data == "input" && attribute(n, "name") == name && attribute(n, "type") != "hidden" && attribute(n, "aria-hidden") != "true"
	}
}

// id picks elements by their id.
func id(names ...string) matcher {
	return func(n *html.Node) bool { return slices.Contains(names, attribute(n, "id")) && attribute(n, "id") != "" }
}

// both picks what two matchers pick.
func both(a, b matcher) matcher {
	return func(n *html.Node) bool { return a(n) && b(n) }
}

// either picks what one of the matchers picks.
func either(all ...matcher) matcher {
	return func(n *html.Node) bool {
		return slices.ContainsFunc(all, func(m matcher) bool { return m(n) })
	}
}

// valued picks controls by their value.
func valued(value string) matcher {
	return func(n *html.Node) bool { return attribute(n, "value") == value }
}

// submits picks the controls that send a form.
func submits(n *html.Node) bool {
	kind := strings.ToLower(attribute(n, "type"))
	return n.Data == "button" && (kind == "" || kind == "submit") || n.Data == "input" && (kind == "submit" || kind == "image")
}

// classed picks elements by a class.
func classed(class string) matcher {
	return func(n *html.Node) bool { return slices.Contains(strings.Fields(attribute(n, "class")), class) }
}

// role picks elements by their role.
func role(name string) matcher {
	return func(n *html.Node) bool { return attribute(n, "role") == name }
}

// first is the first visible element under root that a matcher picks, in the
// order of the document; nil if there is none.
func first(root *html.Node, m matcher) *html.Node {
	for n := range elements(root) {
		if m(n) {
			return n
		}
	}
	return nil
}

// firstAnywhere is first with the hidden elements, which scripts read.
func firstAnywhere(root *html.Node, m matcher) *html.Node {
	if root == nil {
		return nil
	}
	for n := range root.Descendants() {
		if isElement(n) && m(n) {
			return n
		}
	}
	return nil
}

// elements are the elements under root, without those that are hidden.
func elements(root *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if root != nil {
			walkElements(root, yield)
		}
	}
}

func walkElements(n *html.Node, yield func(*html.Node) bool) bool {
	if n.Type == html.ElementNode {
		if isHidden(n) {
			return true
		}
		if !yield(n) {
			return false
		}
	}
	for child := range n.ChildNodes() {
		if !walkElements(child, yield) {
			return false
		}
	}
	return true
}

// isHidden knows what the markup itself hides; style sheets are not read.
func isHidden(n *html.Node) bool {
	if n.Data == "template" || n.Data == "noscript" || has(n, "hidden") {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// attribute is the value of an attribute; "" if it is missing.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// textOf is the text of an element with white space folded.
func textOf(n *html.Node) string {
	var b strings.Builder
	for inner := range n.Descendants() {
		if inner.Type == html.TextNode {
			b.WriteString(inner.Data)
		}
	}
	return folded(b.String())
}

func folded(text string) string { return strings.Join(strings.Fields(text), " ") }

// around is the innermost element around n that a matcher picks; nil if there is none.
func around(n *html.Node, m matcher) *html.Node {
	for up := range n.Ancestors() {
		if up.Type == html.ElementNode && m(up) {
			return up
		}
	}
	return nil
}

func isElement(n *html.Node) bool { return n.Type == html.ElementNode }
