package protocol

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Components of authentik's flows that a login meets (providers: authentik; the
// same names as in its API schema).
const (
	identification = "ak-stage-identification"
	password       = "ak-stage-password"
	consent        = "ak-stage-consent"
	userLogin      = "ak-stage-user-login"
	validation     = "ak-stage-authenticator-validate"
	redirecting    = "xak-flow-redirect"
	accessDenied   = "ak-stage-access-denied"
)

// executor is authentik's API that plays a flow, by its slug.
const executor = "/api/v3/flows/executor/"

// challenge is what a stage of a flow asks for.
type challenge struct {
	Component      string             `json:"component"`
	PasswordFields bool               `json:"password_fields"`   // on the identification stage: it takes both
	Token          string             `json:"token"`             // on the consent stage: to be given back
	Devices        []device           `json:"device_challenges"` // on the stage for a second factor
	To             string             `json:"to"`
	ErrorMessage   string             `json:"error_message"`
	Errors         map[string][]fault `json:"response_errors"`
}

// device is one that may answer for the person.
type device struct {
	Class string `json:"device_class"`
}

type fault struct {
	String string `json:"string"`
}

// problem is what the stage says about the last answer.
func (c *challenge) problem() string {
	if c.Component == accessDenied {
		return "Permission denied: " + c.ErrorMessage
	}
	for _, name := range slices.Sorted(maps.Keys(c.Errors)) {
		for _, f := range c.Errors[name] {
			return f.String
		}
	}
	return ""
}

// flowSlug is the flow that the page in a window plays; "" if it plays none.
func flowSlug(w *window) string {
	if first(w.root, tag("ak-flow-executor")) == nil {
		return ""
	}
	_, rest, _ := strings.Cut(w.url.Path, "/if/flow/")
	slug, _, _ := strings.Cut(rest, "/")
	return slug
}

// play asks for the first challenge, as the page's script does when it starts.
func (a *Agent) play(ctx context.Context, w *window) error {
	return a.stage(ctx, w, http.MethodGet, nil)
}

// stage asks the executor, or answers it, and goes on with what it says.
func (a *Agent) stage(ctx context.Context, w *window, method string, answer map[string]any) error {
	c, err := a.execute(ctx, w, method, answer)
	if err != nil {
		return fmt.Errorf("playing the flow %s: %w", flowSlug(w), err)
	}
	if c.Component != redirecting {
		w.stage = c
		return nil
	}
	target, err := w.url.Parse(c.To)
	if err != nil {
		return fmt.Errorf("the flow %s leads to what is no address", flowSlug(w))
	}
	return a.visit(ctx, w, target)
}

// execute is one call of the executor, which may redirect to itself.
func (a *Agent) execute(ctx context.Context, w *window, method string, answer map[string]any) (*challenge, error) {
	body, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	at, err := w.url.Parse(executor + flowSlug(w) + "/?" + url.Values{"query": {w.url.RawQuery}}.Encode())
	if err != nil {
		return nil, err
	}
	if method == http.MethodGet {
		body = nil
	}
	for range redirects {
		answered, err := a.ask(ctx, w, method, at, body)
		if err != nil {
			return nil, err
		}
		next, err := (navigation{method: method, url: at}).redirected(answered)
		if err != nil {
			return nil, err
		}
		if next == nil {
			return decodeChallenge(answered)
		}
		if at, method = next.url, next.method; method == http.MethodGet {
			body = nil
		}
	}
	return nil, fmt.Errorf("the executor redirects without end: %d times in a row", redirects)
}

func decodeChallenge(answered reply) (*challenge, error) {
	c := new(challenge)
	if err := json.Unmarshal(answered.body, c); err != nil || c.Component == "" {
		return nil, fmt.Errorf("the executor's answer (status %d) is no challenge", answered.status)
	}
	return c, nil
}

// ask is one request of the flow's script. The token against forged requests is
// authentik's cookie, given back in a header.
func (a *Agent) ask(ctx context.Context, w *window, method string, at *url.URL, body []byte) (reply, error) {
	request, err := http.NewRequestWithContext(as(ctx, w.id, "Fetch"), method, at.String(), bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	for _, c := range a.http.Jar.Cookies(at) {
		if c.Name == "authentik_csrf" {
			request.Header.Set("X-authentik-CSRF", c.Value)
		}
	}
	return a.send(request)
}

// nextStage is the answer to the present challenge. Every answer is given once.
func (a *Agent) nextStage(w *window, give answers, acted []string) (string, func(context.Context) error) {
	component := w.stage.Component
	answer := w.stage.answer(give)
	if answer == nil || slices.Contains(acted, component) || !give.questions && (component == consent || component == validation) {
		return "", nil
	}
	answer["component"] = component
	return component, func(ctx context.Context) error {
		if component == validation {
			code, err := a.code()
			if err != nil {
				return err
			}
			answer["code"] = code
		}
		return a.stage(ctx, w, http.MethodPost, answer)
	}
}

// answer is what a person gives; nil: she has none.
func (c *challenge) answer(give answers) map[string]any {
	switch c.Component {
	case identification:
		if c.PasswordFields {
			return map[string]any{"uid_field": give.login, "password": give.password}
		}
		return map[string]any{"uid_field": give.login}
	case password:
		return map[string]any{"password": give.password}
	case consent:
		return map[string]any{"token": c.Token}
	case validation:
		if slices.Contains(c.Devices, device{"totp"}) {
			return map[string]any{} // the code is read when it is given
		}
	case userLogin:
		return map[string]any{"remember_me": false}
	}
	return nil
}
