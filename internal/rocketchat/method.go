package rocketchat

import (
	"context"
	"encoding/json"
	"fmt"
)

// Method calls a DDP method over REST (§2.1, method.call and method.callAnon)
// and decodes its result into into (nil: dropped). Parameters must be plain
// JSON values. An error inside the result is an *Error with its HTTP status.
func (c *Client) Method(ctx context.Context, name string, into any, params ...any) error {
	endpoint := "/api/v1/method.call/"
	if c.token == "" {
		endpoint = "/api/v1/method.callAnon/"
	}
	frame, err := json.Marshal(map[string]any{"msg": "method", "id": "1", "method": name, "params": params})
	if err != nil {
		return fmt.Errorf("calling %s: %w", name, err)
	}
	var answer struct {
		Message string `json:"message"`
	}
	if err := c.post(ctx, endpoint+name, map[string]any{"message": string(frame)}, &answer); err != nil {
		return err
	}
	if err := decodeFrame(answer.Message, into); err != nil {
		return fmt.Errorf("method %s: %w", name, err)
	}
	return nil
}

// decodeFrame reads the DDP frame "result".
func decodeFrame(frame string, into any) error {
	var result struct {
		Error  *refusal        `json:"error"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal([]byte(frame), &result); err != nil {
		return fmt.Errorf("reading the result: %w", err)
	}
	if result.Error != nil {
		return result.Error.toError(200)
	}
	if into == nil || len(result.Result) == 0 {
		return nil
	}
	return json.Unmarshal(result.Result, into)
}
