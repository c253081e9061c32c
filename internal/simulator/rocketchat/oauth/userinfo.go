package oauth

import (
	"context"
	"net/http"
	"net/url"

	"gonogo/internal/release"
)

// identity asks who the token belongs to and normalises the answer (§4.3 to §4.5).
func (p provider) identity(ctx context.Context, s service, token string) (map[string]any, error) {
	address := p.endpoint(s, "identityPath")
	failed := func(err error) error {
		return &stepError{"fetch identity from", s.key, address, err}
	}
	raw, err := p.requestIdentity(ctx, s, address, token)
	if err != nil {
		return nil, failed(err)
	}
	normal, err := p.normalised(raw, s)
	switch {
	case err == nil:
		return normal, nil
	case p.release.Has(release.ModernFlow):
		return nil, err // since 8.7 mapping fails outside the block that adds the prefix (§4.3)
	default:
		return nil, failed(err)
	}
}

func (p provider) requestIdentity(ctx context.Context, s service, address, token string) (map[string]any, error) {
	byHeader := p.byHeader(s)
	if !byHeader {
		address = withQuery(address, url.QueryEscape(s.text("accessTokenParam"))+"="+url.QueryEscape(token))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errNotAbsolute
	}
	if byHeader {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := p.do(ctx, request)
	if err != nil {
		return nil, err
	}
	return p.decode(answer)
}
