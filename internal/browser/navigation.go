package browser

import (
	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
)

// navigation is what a page's main frame has shown so far.
type navigation struct {
	url    string
	loader cdp.LoaderID
	// seen are the documents that were committed; generation counts them, and
	// steps counts changes of the address within a document.
	seen              map[cdp.LoaderID]bool
	generation, steps int
	loaded            bool
}

func newNavigation() navigation {
	return navigation{seen: make(map[cdp.LoaderID]bool), loaded: true}
}

// committed is a new document, or one that the back/forward cache has kept and
// that is therefore loaded already.
func (n *navigation) committed(e *cdppage.EventFrameNavigated) {
	n.url = e.Frame.URL + e.Frame.URLFragment
	n.loader = e.Frame.LoaderID
	n.seen[n.loader] = true
	n.generation++
	n.loaded = e.Type == cdppage.NavigationTypeBackForwardCacheRestore
}

func (n *navigation) moved(url string) {
	n.url = url
	n.steps++
}

func (n *navigation) finished(loader cdp.LoaderID) {
	if loader == n.loader {
		n.loaded = true
	}
}
