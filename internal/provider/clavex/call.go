package clavex

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// request is one call of the administration interface.
type request struct {
	asked   string // in words, after "Clavex was asked to"
	method  string
	path    string
	body    any      // nil: none
	accept  []int    // statuses that mean success
	secrets []string // of the body, which an answer may repeat
}

// answerLimit is more than any answer of the interface needs, in bytes.
const answerLimit = 4 << 20

// RefusedError is an answer of Clavex other than the wanted one.
type RefusedError struct {
	Asked       string // in words: "register the client rocketchat"
	Status      int
	Description string // Clavex's own, without secrets
}

// Error is one sentence.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("Clavex was asked to %s and answered %d %s: %s",
		e.Asked, e.Status, http.StatusText(e.Status), e.Description)
}

func (r request) unusable(why string) error {
	return fmt.Errorf("the answer of Clavex, asked to %s, %s", r.asked, why)
}

// call sends a request as the administrator and reads the answer (nil: dropped).
func (s *session) call(ctx context.Context, r request, into any) error {
	_, err := s.exchange(ctx, r, into)
	return err
}

func (s *session) exchange(ctx context.Context, r request, into any) ([]*http.Cookie, error) {
	response, err := s.send(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("asking Clavex to %s: %w", r.asked, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return nil, fmt.Errorf("reading the answer of Clavex, asked to %s: %w", r.asked, err)
	}
	if !slices.Contains(r.accept, response.StatusCode) {
		return nil, &RefusedError{
			Asked: r.asked, Status: response.StatusCode,
			Description: s.withhold(describe(response.Header, body), r.secrets...),
		}
	}
	if into == nil || response.StatusCode == http.StatusNotFound {
		return response.Cookies(), nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return nil, r.unusable(fmt.Sprintf("(%s, %d bytes) is not the JSON document that its interface gives: %v",
			contentType(response.Header), len(body), err))
	}
	return response.Cookies(), nil
}

func (s *session) send(ctx context.Context, r request) (*http.Response, error) {
	var body bytes.Buffer
	if r.body != nil {
		if err := json.NewEncoder(&body).Encode(r.body); err != nil {
			return nil, fmt.Errorf("encoding the request: %w", err)
		}
	}
	out, err := http.NewRequestWithContext(ctx, r.method, s.host+r.path, &body)
	if err != nil {
		return nil, err
	}
	out.Header.Set("Accept", "application/json")
	if r.body != nil {
		out.Header.Set("Content-Type", "application/json") // without it every field counts as missing: 422
	}
	if s.header != "" {
		out.Header.Set(s.header, s.credential)
	}
	return s.http.Do(out)
}

// describe finds Clavex's words: "message" of its error handler,
// "error_description" of OAuth and of the rate limiter, else what it sent.
func describe(header http.Header, body []byte) string {
	var document struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Message     string `json:"message"`
	}
	if err := json.Unmarshal(body, &document); err == nil {
		if said := cmp.Or(document.Message, document.Description, document.Error); said != "" {
			return strings.Join(strings.Fields(said), " ")
		}
	}
	return fmt.Sprintf("no description (%s, %d bytes)", contentType(header), len(body))
}

func contentType(header http.Header) string {
	return cmp.Or(header.Get("Content-Type"), "no content type")
}
