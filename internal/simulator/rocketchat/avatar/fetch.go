package avatar

import (
	"context"
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

// fetch gets a picture; anything but status 200 is an error.
func (s *Service) fetch(ctx context.Context, address string) (fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fetched{}, fmt.Errorf("fetching a picture: %w", err)
	}
	res, err := s.HTTP.Do(req)
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
