package entra_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gonogo/internal/provider/entra"
)

const (
	tenantID     = "11111111-2222-4333-8444-555555555555"
	clientSecret = "the~client~secret"
	domain       = "contoso.onmicrosoft.com"
)

// item is any object of the directory.
type item map[string]any

func (i item) text(name string) string {
	text, _ := i[name].(string)
	return text
}

// tenant is a double of the login and of Microsoft Graph, written from their
// documentation: collections of objects with ids, pages of one object each.
type tenant struct {
	t      *testing.T
	url    string
	client *http.Client

	mu       sync.Mutex
	now      time.Time
	items    map[string][]item // by collection: "users"
	made     int
	tokens   int            // issued
	lifetime int            // of a token, seconds
	valid    string         // the token that is good
	lag      map[string]int // how often what was made in a collection is not there yet
	asked    []string       // "GET /users"
	waited   []time.Duration
	answer   func(w http.ResponseWriter, r *http.Request) bool // true: it has answered
}

func newTenant(t *testing.T) *tenant {
	d := &tenant{
		t: t, items: map[string][]item{}, lag: map[string]int{}, lifetime: 3599,
		now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC),
	}
	d.items["servicePrincipals"] = []item{{"id": "sp-graph", "appId": "00000003-0000-0000-c000-000000000000"}}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.url, d.client = server.URL, server.Client()
	return d
}

// open returns the client of the tenant, with a clock of its own.
func (d *tenant) open(changes ...func(*entra.Options)) *entra.Provider {
	d.t.Helper()
	o := entra.Options{
		Tenant: tenantID, ClientID: "admin-app", ClientSecret: clientSecret, Domain: domain,
		Graph: d.url + "/v1.0/", Login: d.url, HTTP: d.client, Now: d.clock,
	}
	for _, change := range changes {
		change(&o)
	}
	p, err := entra.New(o)
	require.NoError(d.t, err)
	p.SetPause(d.pause)
	return p
}

func (d *tenant) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// pause lets the time pass at once.
func (d *tenant) pause(ctx context.Context, by time.Duration) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
	d.waited = append(d.waited, by)
	return ctx.Err()
}

func (d *tenant) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	path, inGraph := strings.CutPrefix(r.URL.Path, "/v1.0")
	d.asked = append(d.asked, r.Method+" "+path)
	switch {
	case d.answer != nil && d.answer(w, r):
	case r.URL.Path == "/"+tenantID+"/oauth2/v2.0/token":
		d.token(w, r)
	case !inGraph:
		d.t.Errorf("nothing is at %s", r.URL)
	case r.Header.Get("Authorization") != "Bearer "+d.valid:
		refuse(w, http.StatusUnauthorized, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
	default:
		d.graph(w, r, strings.Split(strings.Trim(path, "/"), "/"))
	}
}

func (d *tenant) token(w http.ResponseWriter, r *http.Request) {
	assert.Equal(d.t, "client_credentials", r.PostFormValue("grant_type"))
	assert.Equal(d.t, d.url+"/.default", r.PostFormValue("scope"))
	if r.PostFormValue("client_secret") != clientSecret {
		w.WriteHeader(http.StatusUnauthorized)
		send(w, item{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided: " +
			r.PostFormValue("client_secret") + "\r\nTrace ID: 1\r\nTimestamp: now"})
		return
	}
	d.tokens++
	d.valid = fmt.Sprintf("token~%d", d.tokens)
	send(w, item{"token_type": "Bearer", "expires_in": d.lifetime, "access_token": d.valid})
}

var byAppID = regexp.MustCompile(`^(\w+)\(appId='([^']*)'\)$`)

func (d *tenant) graph(w http.ResponseWriter, r *http.Request, path []string) {
	if key := byAppID.FindStringSubmatch(path[0]); key != nil {
		d.one(w, r, key[1], func(i item) bool { return i.text("appId") == key[2] }, "")
		return
	}
	switch len(path) {
	case 1:
		if r.Method == http.MethodPost {
			d.create(w, r, path[0])
			return
		}
		d.list(w, r, path[0])
	default:
		is := func(i item) bool {
			return i.text("id") == path[1] || strings.EqualFold(i.text("userPrincipalName"), path[1])
		}
		d.one(w, r, path[0], is, strings.Join(path[2:], "/"))
	}
}

func (d *tenant) create(w http.ResponseWriter, r *http.Request, collection string) {
	var made item
	assert.NoError(d.t, json.NewDecoder(r.Body).Decode(&made))
	if collection == "servicePrincipals" && d.lag["applications"] > 0 {
		d.lag["applications"]--
		w.WriteHeader(http.StatusBadRequest)
		send(w, item{"error": item{"code": "Request_BadRequest", "message": "The appId does not reference a valid application object.",
			"details": []item{{"code": "NoBackingApplicationObject", "target": "appId"}}}})
		return
	}
	d.made++
	made["id"] = fmt.Sprintf("%s-%d", collection, d.made)
	if collection == "applications" {
		made["appId"] = fmt.Sprintf("app-id-%d", d.made)
	}
	d.items[collection] = append(d.items[collection], made)
	w.WriteHeader(http.StatusCreated)
	send(w, made)
}

// list answers one object a page. The double filters as little as it can, so
// that what the client does not check itself would be seen.
func (d *tenant) list(w http.ResponseWriter, r *http.Request, collection string) {
	if strings.Contains(r.URL.Query().Get("$filter"), "tags/any") || strings.Contains(r.URL.Query().Get("$filter"), "companyName") {
		assert.Equal(d.t, "eventual", r.Header.Get("ConsistencyLevel"))
		assert.Equal(d.t, "true", r.URL.Query().Get("$count"))
	}
	skip := 0
	_, _ = fmt.Sscanf(r.URL.Query().Get("$skiptoken"), "%d", &skip)
	page := item{"value": []item{}}
	all := d.items[collection]
	if skip < len(all) {
		page["value"] = []item{all[skip]}
	}
	if skip+1 < len(all) {
		query := r.URL.Query()
		query.Set("$skiptoken", fmt.Sprint(skip+1))
		page["@odata.nextLink"] = d.url + r.URL.Path + "?" + query.Encode()
	}
	send(w, page)
}

func (d *tenant) one(w http.ResponseWriter, r *http.Request, collection string, is func(item) bool, action string) {
	n := slices.IndexFunc(d.items[collection], is)
	if n >= 0 && d.lag[collection] > 0 {
		d.lag[collection]--
		n = -1
	}
	if n < 0 {
		refuse(w, http.StatusNotFound, "Request_ResourceNotFound", "Resource does not exist or one of its queried reference-property objects are not present.")
		return
	}
	found := d.items[collection][n]
	switch r.Method + " " + action {
	case "GET ":
		send(w, found)
	case "PATCH ":
		assert.NoError(d.t, json.NewDecoder(r.Body).Decode(&found))
		w.WriteHeader(http.StatusNoContent)
	case "DELETE ":
		d.items[collection] = slices.Delete(d.items[collection], n, n+1)
		w.WriteHeader(http.StatusNoContent)
	case "POST addPassword":
		d.addPassword(w, r, found)
	case "POST removePassword":
		d.removePassword(w, r, found)
	default:
		d.t.Errorf("%s %s is not in the double", r.Method, r.URL)
	}
}

func (d *tenant) addPassword(w http.ResponseWriter, r *http.Request, app item) {
	var asked struct{ PasswordCredential item }
	assert.NoError(d.t, json.NewDecoder(r.Body).Decode(&asked))
	d.made++
	credential := asked.PasswordCredential
	credential["keyId"] = fmt.Sprintf("key-%d", d.made)
	all, _ := app["passwordCredentials"].([]item)
	app["passwordCredentials"] = append(all, credential)
	send(w, item{"keyId": credential["keyId"], "secretText": fmt.Sprintf("secret~%d", d.made)})
}

func (d *tenant) removePassword(w http.ResponseWriter, r *http.Request, app item) {
	var asked item
	assert.NoError(d.t, json.NewDecoder(r.Body).Decode(&asked))
	all, _ := app["passwordCredentials"].([]item)
	app["passwordCredentials"] = slices.DeleteFunc(all, func(c item) bool { return c["keyId"] == asked["keyId"] })
	w.WriteHeader(http.StatusNoContent)
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	w.WriteHeader(status)
	send(w, item{"error": item{"code": code, "message": message, "innerError": item{"request-id": "r"}}})
}

func send(w http.ResponseWriter, document any) { _ = json.NewEncoder(w).Encode(document) }
