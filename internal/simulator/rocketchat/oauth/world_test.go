package oauth_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/rocketchat/account/accounttest"
	"gonogo/internal/simulator/rocketchat/oauth"
)

// seen is one request as the provider got it.
type seen struct {
	path, query, body, authorization string
	header                           http.Header
}

// provider is a programmable identity provider.
type provider struct {
	*httptest.Server
	mutex    sync.Mutex
	requests []seen
	token    http.HandlerFunc
	me       http.HandlerFunc
}

func newProvider(t testing.TB) *provider {
	p := &provider{token: reply(200, `{"access_token":"at-1","id_token":"it-1","expires_in":60}`), me: reply(200, alice)}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// alice are the claims of observed §A.
const alice = `{"sub":"sub-1","preferred_username":"alice","email":"alice@rocket.test","name":"Alice Mock"}`

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// reset drops the connection without an answer.
func reset(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mutex.Lock()
	p.requests = append(p.requests, seen{r.URL.Path, r.URL.RawQuery, string(body), r.Header.Get("Authorization"), r.Header})
	handler := p.me
	if r.Method == http.MethodPost {
		handler = p.token
	}
	p.mutex.Unlock()
	handler(w, r)
}

func (p *provider) answer(token, me http.HandlerFunc) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if token != nil {
		p.token = token
	}
	if me != nil {
		p.me = me
	}
}

func (p *provider) got() []seen {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.requests
}

// world is a workspace with one provider, configured as in observed §0.2.
type world struct {
	*oauth.Engine
	db       *mongo.Database
	accounts *account.Accounts
	settings *accounttest.Settings
	log      *accounttest.Log
	clock    *accounttest.Clock
	provider *provider
	server   *httptest.Server
}

const prefix = "Accounts_OAuth_Custom-Clavex"

func base(providerURL string) map[string]any {
	return map[string]any{
		prefix: true, prefix + "-url": providerURL, prefix + "-token_path": "/oauth/token", prefix + "-identity_path": "/me",
		prefix + "-authorize_path": "/oauth/authorize", prefix + "-scope": "openid profile email", prefix + "-id": "rc", prefix + "-secret": "s3cret/+",
		prefix + "-login_style": "popup", prefix + "-access_token_param": "access_token", prefix + "-token_sent_via": "payload",
		prefix + "-identity_token_sent_via": "default", prefix + "-key_field": "username", prefix + "-username_field": "preferred_username",
		prefix + "-email_field": "email", prefix + "-name_field": "name", prefix + "-show_button": true, prefix + "-roles_claim": "roles",
	}
}

type option func(*oauth.Options)

func newWorld(t testing.TB, version string, values map[string]any, options ...option) *world {
	t.Helper()
	w := &world{db: accounttest.Database(t), settings: accounttest.NewSettings(nil), log: &accounttest.Log{}, provider: newProvider(t), clock: accounttest.NewClock(time.Now())}
	w.settings.Set(base(w.provider.URL))
	w.settings.Set(values)
	r := accounttest.Release(t, version)
	var err error
	w.accounts, err = account.New(t.Context(), account.Options{Database: w.db, Release: r, Settings: w.settings, Log: w.log.Add, Now: w.clock.Now})
	require.NoError(t, err)
	o := oauth.Options{Database: w.db, Release: r, Settings: w.settings, Accounts: w.accounts, HTTP: w.provider.Client(), Log: w.log.Add, Now: w.clock.Now, Debounce: time.Millisecond}
	for _, change := range options {
		change(&o)
	}
	w.Engine, err = oauth.New(t.Context(), o)
	require.NoError(t, err)
	w.server = httptest.NewServer(w.Handler())
	t.Cleanup(func() {
		require.NoError(t, w.Close()) // before the server: it releases what hangs
		w.server.Close()
	})
	return w
}

// packState is what the browser does; values override or (nil) remove.
func packState(values map[string]any) string {
	s := map[string]any{"loginStyle": "popup", "credentialToken": "tok", "isCordova": false}
	maps.Copy(s, values)
	for k, v := range s {
		if v == nil {
			delete(s, k)
		}
	}
	raw, _ := json.Marshal(s)
	return base64.StdEncoding.EncodeToString(raw)
}

func redirectState(address string) string {
	return packState(map[string]any{"loginStyle": "redirect", "redirectUrl": address})
}

// page is what the callback answered.
type page struct {
	body   string
	config map[string]any
	script string
}

// callback calls /_oauth/clavex with a query and reads the page.
func (w *world) callback(t *testing.T, q url.Values) page {
	t.Helper()
	return w.get(t, "/_oauth/clavex?"+q.Encode())
}

func (w *world) get(t *testing.T, path string) page {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.server.URL+path, nil)
	require.NoError(t, err)
	return w.do(t, request)
}

func (w *world) do(t *testing.T, request *http.Request) page {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	require.Equal(t, 200, response.StatusCode)
	require.Equal(t, "text/html", response.Header.Get("Content-Type"))
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return parsePage(t, string(body))
}

func parsePage(t *testing.T, body string) page {
	t.Helper()
	p := page{body: body, config: map[string]any{}}
	if m := regexp.MustCompile(`<div id="config" style="display:none;">(.*)</div>`).FindStringSubmatch(body); m != nil {
		require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(m[1])), &p.config))
	}
	if m := regexp.MustCompile(`src="([^"]*)"`).FindStringSubmatch(body); m != nil {
		p.script = m[1]
	}
	return p
}

func good() url.Values { return url.Values{"code": {"c"}, "state": {packState(nil)}} }

// stored is the pending credential under a token; nil if there is none.
func (w *world) stored(t *testing.T, token string) bson.M {
	t.Helper()
	var doc bson.M
	err := w.db.Collection("meteor_oauth_pendingCredentials").FindOne(t.Context(), bson.M{"key": token}).Decode(&doc)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil
	}
	require.NoError(t, err)
	return doc
}

// storedError is credential.error.message; empty if there is none.
func (w *world) storedError(t *testing.T, token string) string {
	t.Helper()
	var doc struct {
		Credential struct {
			Error struct{ Message string }
		}
	}
	err := w.db.Collection("meteor_oauth_pendingCredentials").FindOne(t.Context(), bson.M{"key": token}).Decode(&doc)
	if !errors.Is(err, mongo.ErrNoDocuments) {
		require.NoError(t, err)
	}
	return doc.Credential.Error.Message
}

func (w *world) users(t *testing.T) int64 {
	t.Helper()
	n, err := w.db.Collection("users").CountDocuments(t.Context(), bson.M{})
	require.NoError(t, err)
	return n
}

// login presents a failed login as REST does; nil means logged in.
func (w *world) login(t *testing.T, token string, secret *string) map[string]any {
	t.Helper()
	_, err := w.LoginWithCredential(t.Context(), token, secret)
	if err == nil {
		return nil
	}
	_, body := w.accounts.Present(err)
	return body
}

func secretOf(p page) *string {
	s, ok := p.config["credentialSecret"].(string)
	if !ok {
		return nil
	}
	return &s
}

// "401 U" and "401 RM" of observed §0.3.
func masked() map[string]any {
	return map[string]any{"status": "error", "error": "Unauthorized", "message": "Unauthorized"}
}

func unreadable() map[string]any {
	return map[string]any{"status": "error", "message": "remove +  is not available on the server. Please use removeAsync() instead."}
}

func joined(l *accounttest.Log) string { return strings.Join(l.Lines(), "\n") }
