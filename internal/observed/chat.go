package observed

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// chat speaks to Rocket.Chat without a client's interpretation: what a case is
// about is often the exact answer.
type chat struct {
	base string
	http *http.Client
}

// session is who calls; the zero value is a stranger.
type session struct{ userID, token string }

func (c chat) get(ctx context.Context, address string) (document, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return document{}, err
	}
	return c.do(request)
}

// post calls an endpoint of the REST API.
func (c chat) post(ctx context.Context, as session, endpoint string, body any) (Answer, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return Answer{}, fmt.Errorf("calling %s: %w", endpoint, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/api/v1/"+endpoint, bytes.NewReader(raw))
	if err != nil {
		return Answer{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	if as.token != "" {
		request.Header.Set("X-User-Id", as.userID)
		request.Header.Set("X-Auth-Token", as.token)
	}
	answered, err := c.do(request)
	if err != nil {
		return Answer{}, fmt.Errorf("calling %s: %w", endpoint, err)
	}
	a := Answer{Status: answered.status}
	if err := json.Unmarshal([]byte(answered.text), &a.Body); err != nil {
		return Answer{}, fmt.Errorf("the answer of %s (status %d) is no JSON object", endpoint, a.Status)
	}
	return a, nil
}

// document is an answer that has been read.
type document struct {
	status int
	header http.Header
	text   string
}

func (c chat) do(request *http.Request) (document, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return document{}, err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	return document{response.StatusCode, response.Header, string(text)}, err
}

// method calls a DDP method over REST and returns the frame of its result.
func (c chat) method(ctx context.Context, as session, name string, params ...any) (map[string]any, error) {
	endpoint := "method.callAnon/"
	if as.token != "" {
		endpoint = "method.call/"
	}
	frame, err := json.Marshal(map[string]any{"msg": "method", "id": "1", "method": name, "params": params})
	if err != nil {
		return nil, fmt.Errorf("calling the method %s: %w", name, err)
	}
	answer, err := c.post(ctx, as, endpoint+name, map[string]any{"message": string(frame)})
	if err != nil {
		return nil, err
	}
	text, _ := answer.Body["message"].(string)
	var result map[string]any
	if err := json.Unmarshal([]byte(text), &result); err != nil {
		return nil, fmt.Errorf("the method %s (status %d) has no result", name, answer.Status)
	}
	return result, nil
}

// readPage reads the end of a callback (§7.1).
func readPage(text string) (Page, error) {
	script := regexp.MustCompile(`src="[^"]*/(end_of_(?:popup|redirect)_response\.js)"`).FindStringSubmatch(text)
	config := regexp.MustCompile(`<div id="config"[^>]*>(.*?)</div>`).FindStringSubmatch(text)
	if script == nil || config == nil {
		return Page{}, fmt.Errorf("the callback's page has no config or no script: %.200q", text)
	}
	p := Page{Style: strings.TrimSuffix(strings.TrimPrefix(path.Base(script[1]), "end_of_"), "_response.js")}
	if err := json.Unmarshal([]byte(html.UnescapeString(config[1])), &p.Config); err != nil {
		return Page{}, fmt.Errorf("the config in the callback's page: %w", err)
	}
	return p, nil
}
