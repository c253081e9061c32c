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

// list reads all pages of a collection below the base that match the filter.
func list[T any](ctx context.Context, g *graph, path, filter, fields string) ([]T, error) {
	query := url.Values{"$filter": {filter}, "$select": {fields}, "$count": {"true"}}
	address := g.options.Graph + path + "?" + query.Encode()
	var all []T
	for range maxPages {
		var page struct {
			Value *[]T   `json:"value"`
			Next  string `json:"@odata.nextLink"`
		}
		if err := g.callAddress(ctx, http.MethodGet, address, nil, &page); err != nil {
			return nil, err
		}
		if page.Value == nil {
			return nil, fmt.Errorf("the answer of Microsoft Graph to GET %s is no list", place(address))
		}
		all = append(all, *page.Value...)
		if page.Next == "" {
			return all, nil
		}
		if !g.sameHost(page.Next) {
			return nil, errors.New("the next page of a list is on another host, which must not get the token")
		}
		address = page.Next
	}
	return nil, fmt.Errorf("the list %s has more than %d pages", path, maxPages)
}

func (g *graph) sameHost(address string) bool {
	next, err := url.Parse(address)
	if err != nil {
		return false
	}
	base, err := url.Parse(g.options.Graph)
	return err == nil && next.Scheme == base.Scheme && next.Host == base.Host
}
