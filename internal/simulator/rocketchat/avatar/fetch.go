package avatar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// fetched is a picture as a server answered it.
type fetched struct {
	contentType string // without parameters
	data        []byte
}

// maxRedirects is how many redirects Rocket.Chat's HTTP client follows (default
// of node-fetch; releases before it allow ten).
const maxRedirects = 20

// following is the client that follows redirects. Where pictures are guarded,
// so is each place that one leads to (assumption: the guard sits in the client).
func (s *Service) following(guarded bool) *http.Client {
	c := *s.HTTP
	c.CheckRedirect = func(to *http.Request, via []*http.Request) error {
		switch {
		case len(via) > maxRedirects:
			return errors.New("too many redirects")
		case guarded && forbidden(to.URL.String(), s.Settings.String("SSRF_Allowlist")):
			return errors.New("the redirect leads to a forbidden host")
		}
		return nil
	}
	return &c
}

// fetch gets a picture; anything but status 200 in the end is an error. guarded
// says that redirects are checked like the address itself.
func (s *Service) fetch(ctx context.Context, address string, guarded bool) (fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fetched{}, fmt.Errorf("fetching a picture: %w", err)
	}
	res, err := s.following(guarded).Do(req)
	if err != nil {
		return fetched{}, fmt.Errorf("fetching a picture: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return fetched{}, fmt.Errorf("reading a picture: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return fetched{}, fmt.Errorf("fetching a picture: status %d", res.StatusCode)
	}
	return fetched{contentType: mediaType(res.Header.Get("Content-Type")), data: data}, nil
}

// mediaType drops the parameters of a Content-Type header.
func mediaType(header string) string {
	kind, _, err := mime.ParseMediaType(header)
	if err != nil {
		return strings.TrimSpace(header)
	}
	return kind
}
