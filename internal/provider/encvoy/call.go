package encvoy

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// request is one call of the administration interface.
type request struct {
	asked   string // in words, after "Encvoy ID was asked to"
	method  string
	path    string
	body    any      // nil: none
	secrets []string // of the body, which an answer may repeat
}

// answerLimit is more than any answer of the interface needs, in bytes.
const answerLimit = 4 << 20

// basicRefused is the code of the refusal of a password in production
// (i18n/en/translation.json).
const basicRefused = "T3E0077"

// RefusedError is an answer of Encvoy ID other than a success.
type RefusedError struct {
	Asked       string // in words: "create the application Rocket.Chat"
	Status      int
	Description string // Encvoy ID's own, without secrets
}

// Error is one sentence.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("Encvoy ID was asked to %s and answered %d %s: %s",
		e.Asked, e.Status, http.StatusText(e.Status), e.Description)
}

func (r request) unusable(why string) error {
	return fmt.Errorf("the answer of Encvoy ID, asked to %s, %s", r.asked, why)
}

// call sends a request as the administrator and reads the answer (nil: dropped).
func (p *Provider) call(ctx context.Context, r request, into any) error {
	response, err := p.send(ctx, r)
	if err != nil {
		return fmt.Errorf("asking Encvoy ID to %s: %w", r.asked, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return fmt.Errorf("reading the answer of Encvoy ID, asked to %s: %w", r.asked, err)
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return &RefusedError{
			Asked: r.asked, Status: response.StatusCode, Description: p.withhold(describe(response.Header, body), r.secrets),
		}
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		return r.unusable(fmt.Sprintf("(%s, %d bytes) is not the JSON document that its interface gives: %v",
			contentType(response.Header), len(body), err))
	}
	return nil
}

func (p *Provider) send(ctx context.Context, r request) (*http.Response, error) {
	var body bytes.Buffer
	if r.body != nil {
		if err := json.NewEncoder(&body).Encode(r.body); err != nil {
			return nil, fmt.Errorf("encoding the request: %w", err)
		}
	}
	out, err := http.NewRequestWithContext(ctx, r.method, p.base+r.path, &body)
	if err != nil {
		return nil, err
	}
	if r.body != nil {
		out.Header.Set("Content-Type", "application/json")
	}
	if p.options.Token != "" {
		out.Header.Set("Authorization", "Bearer "+p.options.Token)
	} else {
		out.SetBasicAuth(p.options.AdminLogin, p.options.AdminPassword)
	}
	return p.options.HTTP.Do(out)
}

// describe finds Encvoy ID's words (global.exception.filter.ts).
func describe(header http.Header, body []byte) string {
	var document struct {
		Message string `json:"message"`
		Code    string `json:"errorCode"`
		Details string `json:"details"`
	}
	if err := json.Unmarshal(body, &document); err != nil || document.Message == "" {
		return fmt.Sprintf("no description (%s, %d bytes)", contentType(header), len(body))
	}
	said := strings.Join(strings.Fields(document.Message+" "+document.Details), " ")
	if strings.Contains(document.Code, basicRefused) {
		said += "; in production it takes an access token only: give one, or use a client and people that were made there by hand"
	}
	return said
}

func contentType(header http.Header) string {
	return cmp.Or(header.Get("Content-Type"), "no content type")
}

// withhold takes everything secret out of a text.
func (p *Provider) withhold(text string, secrets []string) string {
	for _, secret := range append(secrets, p.options.AdminPassword, p.options.Token) {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "(withheld)")
		}
	}
	return text
}
