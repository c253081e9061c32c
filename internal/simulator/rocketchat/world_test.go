package rocketchat_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.uber.org/goleak"

	"gonogo/internal/release"
	"gonogo/internal/simulator/mongodb"
	"gonogo/internal/simulator/rocketchat"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newDatabase opens a database of the test's own.
func newDatabase(t testing.TB) *mongo.Database {
	t.Helper()
	server, err := mongodb.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close(context.WithoutCancel(t.Context()))) })
	return server.Database("rocketchat")
}

// world is a server with an administrator, and its clock.
type world struct {
	*rocketchat.Server
	t    testing.TB
	http *httptest.Server
	db   *mongo.Database

	start  time.Time
	passed atomic.Int64 // nanoseconds
}

const (
	adminName     = "gonogo-admin"
	adminPassword = "hunter2-hunter2"
)

// quiet turns the limits off that tests of something else would meet.
func quiet(more map[string]string) map[string]string {
	env := map[string]string{
		"OVERWRITE_SETTING_API_Enable_Rate_Limiter":                               "false",
		"OVERWRITE_SETTING_Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In": "false",
	}
	for key, value := range more {
		env[key] = value
	}
	return env
}

func newWorld(t testing.TB, version string, change ...func(*rocketchat.Options)) *world {
	t.Helper()
	r, err := release.New(version)
	require.NoError(t, err)
	w := &world{t: t, db: newDatabase(t), start: time.Now()}
	w.http = httptest.NewUnstartedServer(nil)
	w.http.Start()
	o := rocketchat.Options{
		Release: r, RootURL: w.http.URL, Database: w.db, HTTP: w.http.Client(), Environment: quiet(nil),
		Admin:    rocketchat.Admin{Username: adminName, Password: adminPassword},
		Debounce: time.Millisecond, Now: w.now,
	}
	for _, c := range change {
		c(&o)
	}
	w.Server, err = rocketchat.Open(t.Context(), o)
	require.NoError(t, err)
	w.http.Config.Handler = w.Server
	t.Cleanup(func() {
		w.http.Close()
		require.NoError(t, w.Close())
	})
	return w
}

// now is the server's clock; wait moves it.
func (w *world) now() time.Time { return w.start.Add(time.Duration(w.passed.Load())) }

func (w *world) wait(d time.Duration) { w.passed.Add(int64(d)) }

// session is who calls; the zero value is a stranger.
type session struct{ id, token, code string }

// reply is an answer with its body decoded, if it is a JSON object.
type reply struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// do sends a request; body is a text as it is, or a value to be encoded.
func (w *world) do(as session, method, path string, body any) reply {
	w.t.Helper()
	text, ok := body.(string)
	if !ok && body != nil {
		raw, err := json.Marshal(body)
		require.NoError(w.t, err)
		text = string(raw)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.http.URL+path, bytes.NewReader([]byte(text)))
	require.NoError(w.t, err)
	req.Header.Set("Content-Type", "application/json")
	if as.id != "" {
		req.Header.Set("X-User-Id", as.id)
		req.Header.Set("X-Auth-Token", as.token)
	}
	if as.code != "" {
		req.Header.Set("X-2fa-Method", "password")
		req.Header.Set("X-2fa-Code", as.code)
	}
	res, err := w.http.Client().Do(req)
	require.NoError(w.t, err)
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	require.NoError(w.t, err)
	r := reply{status: res.StatusCode, header: res.Header, text: string(raw)}
	_ = json.Unmarshal(raw, &r.body) // texts have no body
	return r
}

func (w *world) get(as session, path string) reply { return w.do(as, http.MethodGet, path, nil) }

func (w *world) post(as session, path string, body any) reply {
	return w.do(as, http.MethodPost, path, body)
}

// login logs in by password.
func (w *world) login(user, password string) session {
	w.t.Helper()
	r := w.post(session{}, "/api/v1/login", map[string]any{"user": user, "password": password})
	require.Equal(w.t, http.StatusOK, r.status, r.text)
	data := r.body["data"].(map[string]any)
	return session{id: data["userId"].(string), token: data["authToken"].(string)}
}

func (w *world) admin() session { return w.login(adminName, adminPassword) }

// person creates an account with a password and logs it in.
func (w *world) person(admin session, name string) session {
	w.t.Helper()
	r := w.post(admin, "/api/v1/users.create", map[string]any{
		"username": name, "name": name + " Local", "email": name + "@rocket.test", "password": "pw-" + name,
	})
	require.Equal(w.t, http.StatusOK, r.status, r.text)
	return w.login(name, "pw-"+name)
}

// method calls a DDP method and returns the frame.
func (w *world) method(as session, endpoint, name string, params ...any) map[string]any {
	w.t.Helper()
	if params == nil {
		params = []any{}
	}
	message, err := json.Marshal(map[string]any{"msg": "method", "id": "7", "method": name, "params": params})
	require.NoError(w.t, err)
	r := w.post(as, "/api/v1/"+endpoint+"/"+name, map[string]any{"message": string(message)})
	require.Equal(w.t, http.StatusOK, r.status, r.text)
	var frame map[string]any
	require.NoError(w.t, json.Unmarshal([]byte(r.body["message"].(string)), &frame))
	require.Equal(w.t, "result", frame["msg"])
	require.Equal(w.t, "7", frame["id"])
	return frame
}
