package entra

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// maxPages bounds a list, at a hundred objects a page: more than gonogo ever
// leaves behind.
const maxPages = 100

// query says what to list of a collection below the base.
type query struct {
	path, filter, fields string
	// advanced lists may filter by what the directory itself has no index of.
	advanced bool
}

func (q query) request(base string) request {
	values := url.Values{"$filter": {q.filter}, "$select": {q.fields}}
	if q.advanced {
		values.Set("$count", "true")
	}
	return request{method: http.MethodGet, address: base + q.path + "?" + values.Encode(), advanced: q.advanced}
}

// list reads all pages.
func list[T any](ctx context.Context, g *graph, q query) ([]T, error) {
	r := q.request(g.options.Graph)
	var all []T
	for range maxPages {
		var page struct {
			Value *[]T   `json:"value"`
			Next  string `json:"@odata.nextLink"`
		}
		if err := g.read(ctx, r, &page); err != nil {
			return nil, err
		}
		if page.Value == nil {
			return nil, fmt.Errorf("the answer of Microsoft Graph to GET %s is no list", place(r.address))
		}
		all = append(all, *page.Value...)
		if page.Next == "" {
			return all, nil
		}
		if !g.sameHost(page.Next) {
			return nil, errors.New("the next page of a list is on another host, which must not get the token")
		}
		r.address = page.Next
	}
	return nil, fmt.Errorf("the list %s has more than %d pages", q.path, maxPages)
}

func (g *graph) sameHost(address string) bool {
	next, err := url.Parse(address)
	if err != nil {
		return false
	}
	base, err := url.Parse(g.options.Graph)
	return err == nil && next.Scheme == base.Scheme && next.Host == base.Host
}
