package protocol

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// methodError is the error of a DDP method. Its id is a text, or a number for
// Meteor's own errors; both parts may be missing.
type methodError struct {
	ID      json.RawMessage `json:"error"`
	Reason  *string         `json:"reason"`
	Details json.RawMessage `json:"details"`
}

// id is the error's id if it is a text.
func (e *methodError) id() (string, bool) {
	var text string
	if len(e.ID) == 0 || json.Unmarshal(e.ID, &text) != nil || string(e.ID) == "null" {
		return "", false
	}
	return text, true
}

// text is how JavaScript prints the error.
func (e *methodError) text() string {
	id := "undefined"
	if text, ok := e.id(); ok {
		id = text
	} else if len(e.ID) > 0 {
		id = string(e.ID)
	}
	if e.Reason == nil {
		return "[" + id + "]"
	}
	return *e.Reason + " [" + id + "]"
}

// method calls a DDP method over REST (§2.1): as the person, or as nobody. A
// refusal is no error of this function.
func (c *Chat) method(ctx context.Context, kind, name string, params ...any) (json.RawMessage, *methodError, error) {
	frame, err := json.Marshal(map[string]any{"msg": "method", "id": "1", "method": name, "params": params})
	if err != nil {
		return nil, nil, fmt.Errorf("calling %s: %w", name, err)
	}
	body, err := json.Marshal(map[string]string{"message": string(frame)})
	if err != nil {
		return nil, nil, fmt.Errorf("calling %s: %w", name, err)
	}
	address := strings.TrimSuffix(c.base.String(), "/") + "/api/v1/" + kind + "/" + name
	request, err := http.NewRequestWithContext(as(ctx, c.agent.tab.id, "Fetch"), http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, fmt.Errorf("calling %s: %w", name, withoutAddress(err))
	}
	request.Header.Set("Content-Type", "application/json")
	if c.login.Token.Present() {
		request.Header.Set("X-User-Id", c.login.UserID)
		request.Header.Set("X-Auth-Token", c.login.Token.Reveal())
	}
	answer, err := c.agent.send(request)
	if err != nil {
		return nil, nil, err
	}
	result, refused, err := readResult(answer.body)
	if err != nil {
		return nil, nil, fmt.Errorf("calling %s (status %d): %w", name, answer.status, err)
	}
	return result, refused, nil
}

// readResult takes the answer of method.call apart: a DDP frame in a text, or a
// refusal of the REST API itself.
func readResult(raw []byte) (json.RawMessage, *methodError, error) {
	var answer struct {
		Message   string          `json:"message"`
		Error     *string         `json:"error"`
		ErrorType json.RawMessage `json:"errorType"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, nil, sentence("the answer is not Rocket.Chat's JSON")
	}
	var frame struct {
		Error  *methodError    `json:"error"`
		Result json.RawMessage `json:"result"`
	}
	if json.Unmarshal([]byte(answer.Message), &frame) != nil {
		return nil, &methodError{ID: answer.ErrorType, Reason: answer.Error}, nil
	}
	return frame.Result, frame.Error, nil
}
