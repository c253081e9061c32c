package authentik_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/provider"
	"gonogo/internal/provider/authentik"
)

const token = "the administrator's API token"

// record is any object of the API, by field.
type record map[string]any

// contract is as much of authentik's API as schema.yml of 2026.8.3 lays down for
// the calls that are made here: lists in pages, filters that are exact, 400 with
// the fields at fault, 403 for a wrong token, 404 for what is not there.
type contract struct {
	mu        sync.Mutex
	lists     map[string][]record // by path
	passwords map[string]string   // by user name
	pageSize  int
	next      int
	calls     []string // method and path of what was changed
	refuse    map[string]string
}

func newContract() *contract {
	c := &contract{pageSize: 2, next: 100, passwords: map[string]string{}, refuse: map[string]string{}, lists: map[string][]record{}}
	for _, slug := range []string{
		"default-authentication-flow", "default-provider-authorization-implicit-consent",
		"default-provider-authorization-explicit-consent", "default-provider-invalidation-flow",
	} {
		c.lists["/flows/instances/"] = append(c.lists["/flows/instances/"], record{"pk": "flow " + slug, "slug": slug})
	}
	c.lists["/crypto/certificatekeypairs/"] = []record{{"pk": "key 1", "has_key": "true"}}
	for _, scope := range []string{"authentik_api", "email", "entitlements", "offline_access", "openid", "profile"} {
		c.lists[scopes] = append(c.lists[scopes], record{
			"pk": "scope " + scope, "name": "authentik default: " + scope, "managed": "goauthentik.io/providers/oauth2/scope-" + scope,
		})
	}
	c.lists[users] = []record{{"pk": 1, "username": "akadmin", "email": "admin@acme.eu", "is_superuser": true}}
	return c
}

// Paths of lists.
const (
	scopes       = "/propertymappings/provider/scope/"
	users        = "/core/users/"
	groups       = "/core/groups/"
	applications = "/core/applications/"
	providers    = "/providers/oauth2/"
)

func (c *contract) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+token {
		answer(w, http.StatusForbidden, record{"detail": "Token invalid/expired"})
		return
	}
	path, inside := strings.CutPrefix(r.URL.Path, "/api/v3")
	if !inside {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet {
		c.calls = append(c.calls, r.Method+" "+path)
	}
	if why := c.refuse[r.Method+" "+path]; why != "" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, why)
		return
	}
	if name, is := strings.CutSuffix(path, "/set_password/"); is {
		c.setPassword(w, r, name+"/")
		return
	}
	for list := range c.routes() {
		switch {
		case path == list && r.Method == http.MethodGet:
			c.page(w, r, list)
			return
		case path == list && r.Method == http.MethodPost:
			c.create(w, r, list)
			return
		case strings.HasPrefix(path, list):
			c.one(w, r, list, strings.TrimSuffix(strings.TrimPrefix(path, list), "/"))
			return
		}
	}
	http.NotFound(w, r)
}

func (c *contract) routes() map[string]bool {
	return map[string]bool{
		"/flows/instances/": true, "/crypto/certificatekeypairs/": true,
		scopes: true, users: true, groups: true, applications: true, providers: true,
	}
}

// page filters a list as its fields say, two entries at a time.
func (c *contract) page(w http.ResponseWriter, r *http.Request, list string) {
	query := r.URL.Query()
	number, err := strconv.Atoi(query.Get("page"))
	if err != nil {
		answer(w, http.StatusNotFound, record{"detail": "Invalid page."})
		return
	}
	found := slices.Clone(c.lists[list])
	for field, values := range query {
		if field != "page" && field != "ordering" {
			found = slices.DeleteFunc(found, func(o record) bool { return !matches(o, field, values[0]) })
		}
	}
	from := min((number-1)*c.pageSize, len(found))
	to := min(from+c.pageSize, len(found))
	next := 0
	if to < len(found) {
		next = number + 1
	}
	answer(w, http.StatusOK, record{"pagination": record{"next": next}, "results": append([]record{}, found[from:to]...)})
}

func matches(o record, field, value string) bool {
	if field != "attributes" {
		return fmt.Sprint(o[field]) == value
	}
	var wanted map[string]any
	if json.Unmarshal([]byte(value), &wanted) != nil {
		return true // core/api/users.py: no filter at all
	}
	has, _ := o["attributes"].(map[string]any)
	for name, v := range wanted {
		if has[name] != v {
			return false
		}
	}
	return true
}

// unique are the fields that no two objects of a list may share.
func unique(list string) []string {
	return map[string][]string{
		users: {"username"}, applications: {"slug"}, providers: {"name", "client_id"}, groups: {"name"}, scopes: {"name"},
	}[list]
}

func (c *contract) create(w http.ResponseWriter, r *http.Request, list string) {
	made, ok := c.body(w, r, list, nil)
	if !ok {
		return
	}
	c.next++
	made["pk"] = c.next
	switch list {
	case groups, scopes:
		made["pk"] = fmt.Sprintf("uuid %d", c.next)
	case providers:
		if made["client_id"] == nil {
			made["client_id"] = fmt.Sprintf("client%d", c.next)
		}
		made["client_secret"] = fmt.Sprintf("secret%d", c.next)
	}
	c.lists[list] = append(c.lists[list], made)
	answer(w, http.StatusCreated, made)
}

// body reads what is to be kept, except of one object that it may be like.
func (c *contract) body(w http.ResponseWriter, r *http.Request, list string, except record) (record, bool) {
	var sent record
	if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || r.Header.Get("Content-Type") != "application/json" {
		answer(w, http.StatusBadRequest, record{"detail": "JSON parse error"})
		return nil, false
	}
	for _, field := range unique(list) {
		for _, o := range c.lists[list] {
			if sent[field] != nil && o[field] == sent[field] && (except == nil || o["pk"] != except["pk"]) {
				answer(w, http.StatusBadRequest, record{field: []string{"This field must be unique."}})
				return nil, false
			}
		}
	}
	return sent, true
}

// one is a single object: applications are found by slug, others by number.
func (c *contract) one(w http.ResponseWriter, r *http.Request, list, id string) {
	key := "pk"
	if list == applications {
		key = "slug"
	}
	i := slices.IndexFunc(c.lists[list], func(o record) bool { return fmt.Sprint(o[key]) == id })
	if i < 0 {
		answer(w, http.StatusNotFound, record{"detail": "Not found."})
		return
	}
	found := c.lists[list][i]
	switch r.Method {
	case http.MethodGet:
		answer(w, http.StatusOK, found)
	case http.MethodPut:
		if sent, ok := c.body(w, r, list, found); ok {
			maps.Copy(found, sent)
			answer(w, http.StatusOK, found)
		}
	case http.MethodDelete:
		c.lists[list] = slices.Delete(c.lists[list], i, i+1)
		w.WriteHeader(http.StatusNoContent)
	}
}

func (c *contract) setPassword(w http.ResponseWriter, r *http.Request, path string) {
	var sent struct {
		Password string `json:"password"`
	}
	id := strings.TrimSuffix(strings.TrimPrefix(path, users), "/")
	i := slices.IndexFunc(c.lists[users], func(o record) bool { return fmt.Sprint(o["pk"]) == id })
	if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || i < 0 || sent.Password == "" {
		answer(w, http.StatusBadRequest, record{"password": []string{"This field is required."}})
		return
	}
	c.passwords[fmt.Sprint(c.lists[users][i]["username"])] = sent.Password
	w.WriteHeader(http.StatusNoContent)
}

func answer(w http.ResponseWriter, status int, body record) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// found is what a list holds of one field.
func (c *contract) found(list, field string) []any {
	var all []any
	for _, o := range c.lists[list] {
		all = append(all, o[field])
	}
	return all
}

// serve starts a server and a client that administers it.
func serve(t *testing.T, h http.Handler, change ...func(*authentik.Options)) *authentik.Provider {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	o := authentik.Options{URL: s.URL + "/application/o", Token: token, HTTP: s.Client()}
	for _, by := range change {
		by(&o)
	}
	p, err := authentik.New(o)
	require.NoError(t, err)
	return p
}

// registration is what the guide tells the provider about Rocket.Chat.
func registration(t *testing.T) provider.Registration {
	t.Helper()
	g, err := guide.Load(fixtures.Files, authentik.ID)
	require.NoError(t, err)
	r := g.Registration
	return provider.Registration{
		Name: r.Name, ClientID: r.ClientID, RedirectURIs: []string{g.RedirectURI}, Scopes: r.Scopes, AuthMethod: r.AuthMethod,
	}
}
