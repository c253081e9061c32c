package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"gonogo/internal/release"
	"gonogo/internal/simulator/rocketchat/web"
)

// server answers the handful of REST calls that the pages make, and plays the
// provider: its authorize page goes straight to the callback.
type server struct {
	*httptest.Server
	prefix   string
	services []map[string]any
	settings map[string]any
	// loginError is the frame's error of every login; nil: the login succeeds.
	loginError map[string]any
	// wantCode is the second factor that logins need; empty: none.
	wantCode string
	// refusal is why the server saves no profile; empty: it does.
	refusal string
	// noCredential makes callbacks end as after a failure.
	noCredential bool

	mu       sync.Mutex
	me       map[string]any
	logins   []map[string]any // arguments of login
	calls    []string         // other methods, with their first parameter
	starts   []string         // raw queries of authorize requests
	loggedIn bool
}

// clavex is the service document of most tests.
func clavex(more map[string]any) map[string]any {
	s := map[string]any{
		"service": "clavex", "custom": true, "clientId": "rc+1", "serverURL": "", "authorizePath": "/authorize?x=1",
		"scope": "openid profile", "loginStyle": "redirect", "buttonLabelText": "Log in with Clavex",
		"buttonColor": "#00aa55", "buttonLabelColor": "#112233", "showButton": true,
	}
	for k, v := range more {
		s[k] = v
	}
	return s
}

// serve starts a server of a release below prefix; arrange changes it before.
func serve(t *testing.T, version, prefix string, arrange func(*server)) *server {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	s := &server{
		prefix:   prefix,
		services: []map[string]any{clavex(nil)},
		settings: map[string]any{"Site_Name": "Rocket.Chat", "API_Use_REST_For_DDP_Calls": true},
		me:       map[string]any{"_id": "u1", "username": "alice", "name": "Alice", "emails": []any{}},
	}
	mux := http.NewServeMux()
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	mux.Handle("/", web.New(web.Options{Release: r, RootURL: func() string { return s.URL + prefix + "/" }}))
	mux.HandleFunc(prefix+"/api/v1/", s.serveREST)
	mux.HandleFunc(prefix+"/avatar/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" fill="green"/></svg>`)
	})
	mux.HandleFunc("/authorize", s.serveAuthorize)
	mux.HandleFunc(prefix+"/_oauth/clavex", s.serveCallback)
	if arrange != nil {
		arrange(s)
	}
	for _, service := range s.services {
		service["serverURL"] = s.URL
	}
	return s
}

func (s *server) serveAuthorize(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.starts = append(s.starts, r.URL.RawQuery)
	s.mu.Unlock()
	back, err := url.Parse(r.FormValue("redirect_uri"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	back.RawQuery = url.Values{"state": {r.FormValue("state")}, "code": {"c"}}.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// serveCallback answers with Meteor's end of a login (§7.1).
func (s *server) serveCallback(w http.ResponseWriter, r *http.Request) {
	state := decodeState(r.FormValue("state"))
	config := map[string]any{
		"setCredentialToken": !s.noCredential, "storagePrefix": "Meteor.oauth.credentialSecret-",
		"redirectUrl": state.RedirectURL, "isCordova": false,
	}
	if !s.noCredential {
		config["credentialToken"], config["credentialSecret"] = state.Token, "secret-of-"+state.Token
	}
	text, _ := json.Marshal(config)
	w.Header().Set("Content-Type", "text/html")
	_, _ = fmt.Fprintf(w, `<!DOCTYPE html><html><body><div id="config" style="display:none">%s</div>`+
		`<script src="%s/packages/oauth/end_of_%s_response.js"></script></body></html>`,
		strings.ReplaceAll(string(text), "/", "&#x2F;"), s.prefix, state.Style)
}

func (s *server) serveREST(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch name := strings.TrimPrefix(r.URL.Path, s.prefix+"/api/v1/"); name {
	case "settings.public":
		var list []map[string]any
		for id, value := range s.settings {
			list = append(list, map[string]any{"_id": id, "value": value})
		}
		answer(w, http.StatusOK, map[string]any{"settings": list})
	case "settings.oauth":
		answer(w, http.StatusOK, map[string]any{"services": s.services})
	case "users.getUsernameSuggestion":
		answer(w, http.StatusOK, map[string]any{"result": "suggested"})
	case "me":
		if !s.loggedIn || r.Header.Get("X-Auth-Token") != "login-token" {
			answer(w, http.StatusUnauthorized, map[string]any{"status": "error"})
			return
		}
		answer(w, http.StatusOK, s.me)
	default:
		s.serveMethod(w, r, name)
	}
}

func (s *server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	if !strings.HasPrefix(name, "method.call") {
		s.calls = append(s.calls, name)
		if s.refusal != "" {
			answer(w, http.StatusBadRequest, map[string]any{"success": false, "error": s.refusal, "errorType": "error-not-allowed"})
			return
		}
		answer(w, http.StatusOK, map[string]any{"success": true})
		return
	}
	var body struct{ Message string }
	var frame struct {
		ID, Method string
		Params     []any
	}
	if json.NewDecoder(r.Body).Decode(&body) != nil || json.Unmarshal([]byte(body.Message), &frame) != nil {
		http.Error(w, "no frame", http.StatusBadRequest)
		return
	}
	reply := map[string]any{"msg": "result", "id": frame.ID}
	switch frame.Method {
	case "login":
		s.login(reply, frame.Params[0].(map[string]any))
	case "logout":
		s.loggedIn = false
	default:
		s.method(reply, frame.Method, frame.Params)
	}
	text, _ := json.Marshal(reply)
	answer(w, http.StatusOK, map[string]any{"message": string(text), "success": true})
}

func (s *server) login(reply, argument map[string]any) {
	s.logins = append(s.logins, argument)
	second, _ := argument["totp"].(map[string]any)
	switch {
	case s.loginError != nil:
		reply["error"] = s.loginError
	case s.wantCode != "" && second == nil:
		reply["error"] = map[string]any{"error": "totp-required", "reason": "TOTP Required",
			"details": map[string]any{"method": "email", "emailOrUsername": "alice"}}
	case s.wantCode != "" && second["code"] != s.wantCode:
		reply["error"] = map[string]any{"error": "totp-invalid", "reason": "TOTP Invalid"}
	default:
		s.loggedIn = true
		reply["result"] = map[string]any{"id": "u1", "token": "login-token", "tokenExpires": map[string]any{"$date": 1795000000000}}
	}
}

func (s *server) method(reply map[string]any, name string, params []any) {
	s.calls = append(s.calls, fmt.Sprint(name, " ", params[0]))
	switch {
	case name == "setUsername" && params[0] == "taken":
		reply["error"] = map[string]any{"error": "error-field-unavailable", "reason": "taken"}
	case name == "saveUserProfile" && s.refusal != "":
		reply["error"] = map[string]any{"error": "error-not-allowed", "reason": s.refusal}
	case name == "setUsername":
		s.me["username"] = params[0]
	case name == "setUserPassword":
		delete(s.me, "requirePasswordChange")
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the page may be gone
}

// awaitLogins waits until the page has called login n times.
func (s *server) awaitLogins(t *testing.T, n int) {
	t.Helper()
	require.Eventually(t, func() bool {
		logins, _, _ := s.record()
		return len(logins) >= n
	}, deadline, 10*time.Millisecond)
}

// record returns copies of what the server saw.
func (s *server) record() (logins []map[string]any, calls, starts []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(logins, s.logins...), append(calls, s.calls...), append(starts, s.starts...)
}
