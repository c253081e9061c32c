package authentik

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/testcontainers/testcontainers-go/wait"

	"gonogo/containers/ready"
)

// api asks the server as the administrator.
type api struct {
	way   ready.Way
	token string
}

func (s *settings) api() *api {
	return &api{way: ready.Way{Base: s.host, Client: s.Client, Port: Port}, token: s.token}
}

// GoString keeps the token out of %#v.
func (a *api) GoString() string { return "authentik at " + a.way.String() + " (token withheld)" }

// answerLimit is more than any answer that is asked for needs, in bytes.
const answerLimit = 1 << 20

// ask sends a request as the administrator and reads the answer into a value
// (nil: dropped). Anything but success is an error without authentik's words.
func (a *api) ask(ctx context.Context, target wait.StrategyTarget, method, path string, body, into any) error {
	base, client, err := a.way.Reach(ctx, target)
	if err != nil {
		return err
	}
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			return fmt.Errorf("encoding the request: %w", err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, base+path, &sent)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+a.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s answers %s", method, path, response.Status)
	}
	if into == nil {
		return nil
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, answerLimit)).Decode(into); err != nil {
		return fmt.Errorf("reading the answer to %s %s: %w", method, path, err)
	}
	return nil
}

// keepPicturesLocal changes the system setting "Avatars", which has no variable
// and asks Gravatar by default ("Air-gapped environments", "System Settings").
func (a *api) keepPicturesLocal(ctx context.Context, target wait.StrategyTarget) error {
	return a.ask(ctx, target, http.MethodPatch, "/api/v3/admin/settings/", map[string]string{"avatars": "initials"}, nil)
}
