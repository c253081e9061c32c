package authentik

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

// request is one call of the API.
type request struct {
	asked   string // in words, after "authentik was asked to"
	method  string
	path    string   // below /api/v3, query included
	body    any      // nil: none
	accept  []int    // statuses that mean success
	secrets []string // of the body, which an answer may repeat
}

// answerLimit is more than any answer of the API needs, in bytes.
const answerLimit = 4 << 20

// RefusedError is an answer of authentik other than the wanted one.
type RefusedError struct {
	Asked  string // in words: "create the application rocket-chat"
	Status int
	Detail string // authentik's own words, without secrets
}

// Error is one sentence.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("authentik was asked to %s and answered %d %s: %s",
		e.Asked, e.Status, http.StatusText(e.Status), e.Detail)
}

func (r request) unusable(why string) error {
	return fmt.Errorf("the answer of authentik, asked to %s, %s", r.asked, why)
}

// call sends a request and reads the answer into a value (nil: dropped). It
// returns the status, which is one of those accepted; what is not there (404)
// leaves the value as it was.
func (p *Provider) call(ctx context.Context, r request, into any) (int, error) {
	response, err := p.send(ctx, r)
	if err != nil {
		return 0, fmt.Errorf("asking authentik to %s: %w", r.asked, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return 0, fmt.Errorf("reading the answer of authentik, asked to %s: %w", r.asked, err)
	}
	status := response.StatusCode
	if !slices.Contains(r.accept, status) {
		detail := p.withhold(describe(response.Header, body), r.secrets)
		return status, &RefusedError{Asked: r.asked, Status: status, Detail: detail}
	}
	if into == nil || status == http.StatusNotFound {
		return status, nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return status, r.unusable(fmt.Sprintf("(%s, %d bytes) is not the JSON document that its API gives: %v",
			contentType(response.Header), len(body), err))
	}
	return status, nil
}

func (p *Provider) send(ctx context.Context, r request) (*http.Response, error) {
	var body bytes.Buffer
	if r.body != nil {
		if err := json.NewEncoder(&body).Encode(r.body); err != nil {
			return nil, fmt.Errorf("encoding the request: %w", err)
		}
	}
	out, err := http.NewRequestWithContext(ctx, r.method, p.api+r.path, &body)
	if err != nil {
		return nil, err
	}
	out.Header.Set("Accept", "application/json")
	out.Header.Set("Authorization", "Bearer "+p.options.Token)
	if r.body != nil {
		out.Header.Set("Content-Type", "application/json")
	}
	return p.options.HTTP.Do(out)
}

// delete deletes what may be gone already.
func (p *Provider) delete(ctx context.Context, asked, path string) error {
	_, err := p.call(ctx, request{
		asked: asked, method: http.MethodDelete, path: path,
		accept: []int{http.StatusNoContent, http.StatusNotFound},
	}, nil)
	return err
}

// withhold takes everything secret out of a text.
func (p *Provider) withhold(text string, secrets []string) string {
	for _, secret := range append(slices.Clone(secrets), p.options.Token) {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(withheld)")
		}
	}
	return text
}

// describe finds authentik's words (schema.yml): "detail" of a GenericError, or
// the complaints about each field of a ValidationError.
func describe(header http.Header, body []byte) string {
	var document map[string]any
	if err := json.Unmarshal(body, &document); err == nil {
		if detail, ok := document["detail"].(string); ok && detail != "" {
			return line(detail)
		}
		if said := complaints(document); said != "" {
			return line(said)
		}
	}
	return fmt.Sprintf("no description (%s, %d bytes)", contentType(header), len(body))
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

func line(text string) string { return strings.Join(strings.Fields(text), " ") }

func contentType(header http.Header) string {
	return cmp.Or(header.Get("Content-Type"), "no content type")
}
