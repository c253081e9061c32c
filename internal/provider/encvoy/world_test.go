package encvoy_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/encvoy"
)

// account is a row of the fake's table of people.
type account map[string]any

// world is the part of Encvoy ID's interface that the client uses, written from
// the source (packages/backend/src/modules), since no image is published.
type world struct {
	t          *testing.T
	url        string
	production bool

	mu           sync.Mutex
	allowed      string // allowed_login_fields
	last         int64
	people       map[int64]account
	applications map[string]map[string]any
	touched      []string // writes, "PUT /api/v1/users/2"
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		t: t, allowed: "login phone_number", last: 1, applications: map[string]map[string]any{},
		people: map[int64]account{1: {"login": "root", "email": "", "given_name": "firstName", "public": ""}},
	}
	mux := http.NewServeMux()
	for route, handler := range map[string]http.HandlerFunc{
		"GET /api/v1/users/me":                  w.me,
		"GET /api/v1/settings":                  w.settings,
		"PUT /api/v1/settings":                  w.changeSettings,
		"POST /api/v1/clients":                  w.createApplication,
		"DELETE /api/v1/clients/{id}":           w.deleteApplication,
		"GET /api/v1/clients/main/users":        w.search,
		"GET /api/v1/clients/main/users/{id}":   w.show,
		"POST /api/v1/users":                    w.create,
		"PUT /api/v1/users/{id}":                w.update,
		"DELETE /api/v1/users/{id}":             w.remove,
		"PUT /api/v1/users/{id}/password":       w.update,
		"PUT /api/v1/users/{id}/avatar":         w.update,
		"PUT /api/v1/users/{id}/private_scopes": w.changePrivacy,
	} {
		mux.HandleFunc(route, w.guarded(handler))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *world) administrated() *encvoy.Provider {
	p, err := encvoy.New(encvoy.Options{URL: w.url, AdminLogin: "root", AdminPassword: "owner password"})
	require.NoError(w.t, err)
	return p
}

// guarded is access.token.guard.ts.
func (w *world) guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		login, password, basic := r.BasicAuth()
		switch {
		case basic && w.production:
			refuse(out, http.StatusForbidden, "Basic authorization is forbidden for this controller", "translation.errors.T3E0077")
		case basic && (login != "root" || password != "owner password"):
			refuse(out, http.StatusForbidden, "Invalid password", "translation.errors.T3E0072")
		case !basic && r.Header.Get("Authorization") != "Bearer access":
			refuse(out, http.StatusUnauthorized, "Invalid token", "")
		default:
			if r.Method != http.MethodGet {
				w.touched = append(w.touched, r.Method+" "+r.URL.Path)
			}
			next(out, r)
		}
	}
}

func (w *world) me(out http.ResponseWriter, _ *http.Request) {
	write(out, http.StatusOK, map[string]any{"id": 1, "Role": []any{map[string]any{"role": "OWNER", "client_id": "main"}}})
}

func (w *world) settings(out http.ResponseWriter, _ *http.Request) {
	write(out, http.StatusOK, map[string]any{"allowed_login_fields": w.allowed, "i18n": map[string]any{"default_language": "en"}})
}

func (w *world) changeSettings(_ http.ResponseWriter, r *http.Request) {
	w.allowed = w.read(r)["allowed_login_fields"].(string)
}

func (w *world) createApplication(out http.ResponseWriter, r *http.Request) {
	body := w.read(r)
	for name := range body { // forbidNonWhitelisted
		assert.Contains(w.t, []string{"name", "domain", "redirect_uris", "grant_types", "token_endpoint_auth_method"}, name)
	}
	id := fmt.Sprint("application", len(w.touched))
	w.applications[id] = body
	write(out, http.StatusCreated, map[string]any{"client_id": id, "client_secret": "secret of " + id})
}

func (w *world) deleteApplication(_ http.ResponseWriter, r *http.Request) {
	delete(w.applications, r.PathValue("id"))
}

// search shows neither login nor e-mail address (clients.service.ts, listUsers).
func (w *world) search(out http.ResponseWriter, r *http.Request) {
	var ids []int64
	for id, one := range w.people {
		text := strings.ToLower(fmt.Sprint(one["login"], "\n", one["email"], "\n", one["given_name"]))
		if strings.Contains(text, strings.ToLower(r.FormValue("search"))) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	found := []any{}
	for _, id := range ids[min(offset, len(ids)):min(offset+limit, len(ids))] {
		found = append(found, map[string]any{"role": "USER", "user": map[string]any{"id": id}})
	}
	write(out, http.StatusOK, found)
}

func (w *world) show(out http.ResponseWriter, r *http.Request) {
	id := w.id(r)
	write(out, http.StatusOK, map[string]any{"role": "USER", "user": map[string]any{
		"id": id, "login": w.people[id]["login"], "email": w.people[id]["email"],
	}})
}

func (w *world) create(out http.ResponseWriter, r *http.Request) {
	w.last++
	w.people[w.last] = w.read(r)
	w.people[w.last]["public"] = "id picture nickname"
	write(out, http.StatusCreated, map[string]any{"id": w.last, "nickname": "QuickFox"})
}

func (w *world) update(out http.ResponseWriter, r *http.Request) {
	for name, value := range w.read(r) {
		w.people[w.id(r)][name] = value
	}
	out.WriteHeader(http.StatusNoContent)
}

func (w *world) remove(out http.ResponseWriter, r *http.Request) {
	delete(w.people, w.id(r))
	out.WriteHeader(http.StatusNoContent)
}

func (w *world) changePrivacy(_ http.ResponseWriter, r *http.Request) {
	body, one := w.read(r), w.people[w.id(r)]
	public := strings.Fields(one["public"].(string))
	for _, field := range strings.Fields(body["field"].(string)) {
		public = slices.DeleteFunc(public, func(other string) bool { return other == field })
		if body["claim_privacy"] == "publicOauth" {
			public = append(public, field)
		}
	}
	one["public"] = strings.Join(public, " ")
}

func (w *world) id(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	assert.NoError(w.t, err)
	return id
}

func (w *world) read(r *http.Request) account {
	body := account{}
	assert.Equal(w.t, "application/json", r.Header.Get("Content-Type"))
	raw, err := io.ReadAll(r.Body)
	assert.NoError(w.t, err)
	assert.NoError(w.t, json.Unmarshal(raw, &body))
	return body
}

// refuse is global.exception.filter.ts.
func refuse(out http.ResponseWriter, status int, message, code string) {
	write(out, status, map[string]any{"statusCode": status, "message": message, "errorCode": code})
}

func write(out http.ResponseWriter, status int, document any) {
	out.Header().Set("Content-Type", "application/json")
	out.WriteHeader(status)
	_ = json.NewEncoder(out).Encode(document)
}
