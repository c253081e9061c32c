package authentik

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"gonogo/internal/provider/rest"
)

// page is one page of any list (schema.yml, Pagination).
type page[T any] struct {
	Pagination *struct {
		Next int `json:"next"` // number of the next page; 0 on the last one
	} `json:"pagination"`
	Results []T `json:"results"`
}

// list reads all pages of what a query finds.
func list[T any](ctx context.Context, p *Provider, asked, path string, query url.Values) ([]T, error) {
	var all []T
	for number := 1; ; {
		query.Set("page", strconv.Itoa(number))
		r := rest.Request{
			Asked: asked, Method: http.MethodGet, Path: path + "?" + query.Encode(), Accept: []int{http.StatusOK},
		}
		var got page[T]
		if err := p.api.Call(ctx, r, &got); err != nil {
			return nil, err
		}
		if got.Pagination == nil {
			return nil, p.api.Unusable(r, "is not a page of a list")
		}
		all = append(all, got.Results...)
		switch next := got.Pagination.Next; {
		case next == 0:
			return all, nil
		case next <= number:
			return nil, p.api.Unusable(r, fmt.Sprintf("names page %d as the one after page %d", next, number))
		default:
			number = next
		}
	}
}
