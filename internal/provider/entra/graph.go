package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"gonogo/internal/provider/rest"
)

// graph calls Microsoft Graph.
type graph struct {
	options Options
	tokens  *tokens
	secrets *rest.Secrets
	pause   func(context.Context, time.Duration) error
}

func newGraph(o Options) *graph {
	s := &rest.Secrets{}
	s.Add(o.ClientSecret)
	return &graph{options: o, tokens: &tokens{options: o, secrets: s}, secrets: s, pause: pause}
}

// maxAnswer bounds what is read of an answer, in bytes: a page of a hundred
// objects is far smaller.
const maxAnswer = 8 << 20

// call sends a document (nil: none) to a path below the base and reads the
// answer into into (nil: dropped).
func (g *graph) call(ctx context.Context, method, path string, document, into any) error {
	return g.read(ctx, request{method: method, address: g.options.Graph + path, document: document}, into)
}

// request is one call, however often it has to be made.
type request struct {
	method, address string
	document        any // nil: none
	// advanced queries read an index that follows the directory after a while
	// (Advanced query capabilities on Microsoft Entra ID objects).
	advanced bool
}

// read makes a request and reads the answer into into (nil: dropped).
func (g *graph) read(ctx context.Context, r request, into any) error {
	answer, err := g.send(ctx, r)
	if err != nil || into == nil {
		return err
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("the answer of Microsoft Graph to %s %s is not the document that was expected", r.method, place(r.address))
	}
	return nil
}

// place is an address without query, for errors.
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(no address)"
	}
	return u.Path
}

// maxThrottled and maxDelay bound how often and how long one call waits for
// Microsoft's throttling: together less than a step of a scenario may take.
const (
	maxThrottled = 4
	maxDelay     = 30 * time.Second
)

// send makes one request: again with a new token when the token is refused,
// which happens before its end when the app's secrets or rights change, and
// again when Graph says how long to wait (Microsoft Graph throttling guidance).
func (g *graph) send(ctx context.Context, r request) ([]byte, error) {
	renewed, throttled := false, 0
	for {
		token, err := g.tokens.get(ctx)
		if err != nil {
			return nil, err
		}
		answer, delay, err := g.once(ctx, r, token)
		var refused *Error
		switch {
		case !errors.As(err, &refused):
			return answer, err
		case refused.Status == http.StatusUnauthorized && !renewed:
			renewed = true
			g.tokens.drop(token)
		case delay > maxDelay:
			return nil, fmt.Errorf("%w (it asks to wait %s, and gonogo waits at most %s)", err, delay, maxDelay)
		case delay > 0 && throttled < maxThrottled:
			throttled++
			if err := g.pause(ctx, delay); err != nil {
				return nil, fmt.Errorf("waiting because Microsoft Graph asked to: %w", err)
			}
		default:
			return nil, err
		}
	}
}

// once makes one request with one token. A delay says after what time it may be
// made again.
func (g *graph) once(ctx context.Context, r request, token string) (answer []byte, delay time.Duration, err error) {
	request, err := rest.NewRequest(ctx, r.method, r.address, r.document)
	if err != nil {
		return nil, 0, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if r.advanced {
		request.Header.Set("ConsistencyLevel", "eventual")
	}
	response, err := g.options.HTTP.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = response.Body.Close() }()
	if answer, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer)); err != nil {
		return nil, 0, fmt.Errorf("reading the answer of Microsoft Graph: %w", err)
	}
	if response.StatusCode < http.StatusMultipleChoices {
		return answer, 0, nil
	}
	return nil, retryAfter(response), g.refusal(response.StatusCode, answer)
}

// defaultDelay is waited where Graph throttles without saying for how long,
// which it does for some resources.
const defaultDelay = 5 * time.Second

// retryAfter is how long to wait before the same call; 0: it is no use. Graph
// gives seconds.
func retryAfter(response *http.Response) time.Duration {
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	switch {
	case response.StatusCode != http.StatusTooManyRequests && response.StatusCode != http.StatusServiceUnavailable:
		return 0
	case err == nil && seconds > 0:
		return time.Duration(seconds) * time.Second
	case response.StatusCode == http.StatusTooManyRequests:
		return defaultDelay
	}
	return 0
}

// refusal reads an error document; of other answers only the status is told.
func (g *graph) refusal(status int, answer []byte) *Error {
	var document struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
			Details []struct {
				Code string `json:"code"`
			} `json:"details"`
		} `json:"error"`
	}
	refused := &Error{Status: status}
	if json.Unmarshal(answer, &document) != nil {
		return refused
	}
	refused.Code, refused.Message = document.Error.Code, g.secrets.Withhold(document.Error.Message)
	for _, detail := range document.Error.Details {
		refused.Details = append(refused.Details, detail.Code)
	}
	return refused
}
