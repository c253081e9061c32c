package authentik

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"gonogo/internal/provider/rest"
)

// client calls the API as the owner of the token.
func client(base string, o Options) *rest.Client {
	c := &rest.Client{
		Server: "authentik", Interface: "API", Base: base, HTTP: o.HTTP, Describe: describe,
		Authorize: func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+o.Token) },
	}
	c.Secrets.Add(o.Token)
	return c
}

// delete deletes what may be gone already.
func (p *Provider) delete(ctx context.Context, asked, path string) error {
	return p.api.Call(ctx, rest.Request{
		Asked: asked, Method: http.MethodDelete, Path: path,
		Accept: []int{http.StatusNoContent, http.StatusNotFound},
	}, nil)
}

// describe finds authentik's words (schema.yml): "detail" of a GenericError, or
// the complaints about each field of a ValidationError.
func describe(body []byte) string {
	var document map[string]any
	if err := json.Unmarshal(body, &document); err != nil {
		return ""
	}
	if detail, ok := document["detail"].(string); ok && detail != "" {
		return detail
	}
	return complaints(document)
}

// complaints are "field: text", in the order of the fields; those that lie in
// an entry of a list or in an inner document carry the outer field's name too.
func complaints(about any) string {
	var said []string
	switch about := about.(type) {
	case string:
		return about
	case []any:
		for _, one := range about {
			said = append(said, complaints(one))
		}
	case map[string]any:
		for field, why := range about {
			if text := complaints(why); text != "" && field != "code" {
				said = append(said, field+": "+text)
			}
		}
		slices.Sort(said)
	}
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	return strings.Join(said, " ")
}
