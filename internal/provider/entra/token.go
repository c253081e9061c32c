package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"gonogo/internal/provider/rest"
)

// tokens gets access tokens with the client credentials grant and keeps each
// until shortly before it ends (Microsoft identity platform and the OAuth 2.0
// client credentials flow).
type tokens struct {
	options Options
	secrets *rest.Secrets

	mu    sync.Mutex
	value string
	ends  time.Time
}

// margin is how long before its end a token is not used any more: a call may
// wait for a while at Microsoft, and clocks differ.
const margin = time.Minute

// get returns a token that is good for the next call.
func (t *tokens) get(ctx context.Context) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.value != "" && t.options.Now().Before(t.ends.Add(-margin)) {
		return t.value, nil
	}
	asked := t.options.Now()
	value, lifetime, err := t.request(ctx)
	if err != nil {
		return "", fmt.Errorf("logging in to the tenant %s: %w", t.options.Tenant, err)
	}
	t.secrets.Add(value)
	t.value, t.ends = value, asked.Add(lifetime)
	return value, nil
}

// drop forgets a token that was refused, unless another has taken its place.
func (t *tokens) drop(refused string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.value == refused {
		t.value = ""
	}
}

func (t *tokens) request(ctx context.Context) (value string, lifetime time.Duration, err error) {
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {t.options.ClientID},
		"client_secret": {t.options.ClientSecret}, "scope": {t.scope()},
	}
	address := t.options.Login + "/" + url.PathEscape(t.options.Tenant) + "/oauth2/v2.0/token"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := t.options.HTTP.Do(request)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = response.Body.Close() }()
	return t.read(response)
}

// scope is that of all permissions which the app was granted for Graph.
func (t *tokens) scope() string {
	u, err := url.Parse(t.options.Graph)
	if err != nil {
		return publicGraph
	}
	return u.Scheme + "://" + u.Host + "/.default"
}

func (t *tokens) read(response *http.Response) (value string, lifetime time.Duration, err error) {
	var answer struct {
		AccessToken string `json:"access_token"`
		TokenType   string `json:"token_type"`
		ExpiresIn   int    `json:"expires_in"` // seconds
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	err = json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&answer)
	switch {
	case err != nil:
		return "", 0, fmt.Errorf("the answer (%s) is no JSON document", response.Status)
	case answer.Error != "":
		// The description goes on with trace ids in further lines.
		first, _, _ := strings.Cut(answer.Description, "\n")
		return "", 0, fmt.Errorf("%s: %s", answer.Error, t.secrets.Withhold(strings.TrimSpace(first)))
	case response.StatusCode != http.StatusOK || answer.AccessToken == "" || !strings.EqualFold(answer.TokenType, "Bearer"):
		return "", 0, fmt.Errorf("the answer (%s) holds no bearer token", response.Status)
	case answer.ExpiresIn <= 0:
		return "", 0, errors.New("the token has no lifetime")
	}
	return answer.AccessToken, time.Duration(answer.ExpiresIn) * time.Second, nil
}
