package fault_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/fixtures"
	"gonogo/internal/guide"
	"gonogo/internal/stack/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func paths() fault.Paths {
	return fault.Paths{Authorize: "/acme/authorize", Token: "/acme/token/", UserInfo: "/acme/userinfo", Pictures: "/pictures/"}
}

// bench is a provider behind a layer.
type bench struct {
	*fault.Layer
	server *httptest.Server
}

func newBench(t *testing.T) bench {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/acme/token/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"access_token":"at","id_token":"it","expires_in":12345678901234567890,"code":"`+r.PostFormValue("code")+`"}`)
	})
	mux.HandleFunc("/acme/userinfo", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("access_token") == "bad" {
			http.Error(w, `{"error":"invalid_token","sub":"kept"}`, http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"sub":"s","id":7,"email":"ann@acme.eu","result":{"_id":"r","name":"Ann"},"user":{"user_id":1,"userid":"u","nick":"A"},"metadata":{"uid":"m"},"ocs":{"data":{"id":"o"}}}`)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
	b := bench{Layer: fault.NewLayer(mux)}
	b.server = httptest.NewServer(b)
	t.Cleanup(b.server.Close)
	return b
}

func (b bench) plant(t *testing.T, endpoint string, kind fault.Kind) (mend func()) {
	t.Helper()
	mend, err := b.Break(fault.Fault{Endpoint: endpoint, Kind: kind}, paths())
	require.NoError(t, err)
	t.Cleanup(mend)
	return mend
}

// answer is what a client sees; status 0: no answer.
type answer struct {
	status            int
	contentType, body string
}

func (b bench) ask(t *testing.T, path string, change ...func(*http.Request)) answer {
	t.Helper()
	form := url.Values{"code": {"c"}, "client_secret": {"s"}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.server.URL+path, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range change {
		c(r)
	}
	res, err := b.server.Client().Do(r)
	if err != nil {
		return answer{}
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return answer{res.StatusCode, res.Header.Get("Content-Type"), string(body)}
}

func bearer(r *http.Request) { r.Header.Set("Authorization", "Bearer at") }
func basic(r *http.Request)  { r.SetBasicAuth("id", "secret") }

func TestKinds(t *testing.T) {
	t.Parallel()
	const html, json = "text/html; charset=utf-8", "application/json"
	const tokens = `{"access_token":"at","id_token":"it","expires_in":12345678901234567890,"code":"c"}`
	none := func(*http.Request) {}
	for _, tt := range []struct {
		endpoint string
		kind     fault.Kind
		path     string
		change   func(*http.Request)
		want     answer
	}{
		{fault.Token, fault.Refused, "/acme/token/", none, answer{}},
		{fault.Token, fault.Reset, "/acme/token/", none, answer{}},
		{fault.Token, fault.Failing, "/acme/token", none, answer{500, html, "<!DOCTYPE html><title>Internal Server Error</title><h1>Internal Server Error</h1>"}},
		{fault.Host, fault.Failing, "/anything", none, answer{500, html, "<!DOCTYPE html><title>Internal Server Error</title><h1>Internal Server Error</h1>"}},
		{fault.Token, fault.FailingJSON, "/acme/token/", none, answer{500, json, `{"error":"server_error","error_description":"Something went wrong."}`}},
		{fault.Picture, fault.NotFound, "/pictures/red", none, answer{404, html, "<!DOCTYPE html><title>Not Found</title><h1>Not Found</h1>"}},
		{fault.UserInfo, fault.HTML, "/acme/userinfo", none, answer{200, html, "<!DOCTYPE html><title>Hello</title><h1>Hello</h1>"}},
		{fault.Token, fault.Empty, "/acme/token/", none, answer{200, "", ""}},
		{fault.Token, fault.Malformed, "/acme/token/", none, answer{200, json, `{"token_type":"Bearer","access_token":`}},
		{fault.Token, fault.ErrorIn200, "/acme/token/", none, answer{200, json, `{"error":"invalid_grant","error_description":"The code is not known."}`}},
		{fault.Token, fault.NoAccessToken, "/acme/token/", none, answer{200, json, `{"code":"c","expires_in":12345678901234567890,"id_token":"it"}`}},
		{fault.Token, fault.BasicRefused, "/acme/token/", basic, answer{401, json, `{"error":"invalid_client","error_description":"Client authentication failed."}`}},
		{fault.Token, fault.BasicRefused, "/acme/token/", none, answer{200, json, tokens}},
		{fault.Token, fault.PostRefused, "/acme/token/", none, answer{401, json, `{"error":"invalid_client","error_description":"Client authentication failed."}`}},
		{fault.Token, fault.PostRefused, "/acme/token/", func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader("code=c"))
			r.ContentLength = int64(len("code=c"))
		}, answer{200, json, tokens}},
		{fault.UserInfo, fault.QueryRefused, "/acme/userinfo?tok=at", none, answer{401, json, `{"error":"invalid_request","error_description":"The access token belongs in the header Authorization."}`}},
	} {
		t.Run(fault.Fault{Endpoint: tt.endpoint, Kind: tt.kind}.String(), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			before := b.ask(t, tt.path, tt.change)
			mend := b.plant(t, tt.endpoint, tt.kind)
			assert.Equal(t, tt.want, b.ask(t, tt.path, tt.change))
			if tt.endpoint != fault.Host {
				assert.Equal(t, "page", b.ask(t, "/elsewhere").body)
			}
			mend()
			mend()
			assert.Equal(t, before, b.ask(t, tt.path, tt.change))
		})
	}
}

func TestIdentityLosesWhateverIsTakenForAnID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.plant(t, fault.UserInfo, fault.NoID)
	b.plant(t, fault.UserInfo, fault.QueryRefused)
	assert.JSONEq(t, `{"email":"ann@acme.eu","result":{"name":"Ann"},"user":{"nick":"A"},"metadata":{},"ocs":{"data":{}}}`,
		b.ask(t, "/acme/userinfo", bearer).body)
	assert.Contains(t, b.ask(t, "/acme/userinfo?access_token=bad", bearer).body, `"sub":"kept"`, "refusals stay as they are")
}

func TestLoginRequiredSendsBackWithTheState(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.plant(t, fault.Authorize, fault.LoginRequired)
	client := b.server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Get(b.server.URL + "/acme/authorize?redirect_uri=https%3A%2F%2Fchat.acme.eu%2F_oauth%2Fclavex%3Fclose&state=a%3D%3D")
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	assert.Equal(t, "https://chat.acme.eu/_oauth/clavex?close=&error=login_required&state=a%3D%3D", res.Header.Get("Location"))
	assert.Equal(t, http.StatusBadRequest, b.ask(t, "/acme/authorize").status)
}

func TestSilenceEndsWithTheClientOrWhenItIsMended(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	reached := make(chan struct{}, 1)
	b.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached <- struct{}{}
		b.ServeHTTP(w, r)
	})
	for _, end := range []func(cancel, mend func()){
		func(cancel, _ func()) { cancel() },
		func(_, mend func()) { mend() },
	} {
		mend := b.plant(t, fault.Token, fault.Silent)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan answer)
		go func() {
			ended <- b.ask(t, "/acme/token/", func(r *http.Request) { *r = *r.WithContext(ctx) })
		}()
		<-reached
		end(cancel, mend)
		assert.Zero(t, <-ended)
		cancel()
		mend()
	}
}

func TestWhatNoLayerCanDo(t *testing.T) {
	t.Parallel()
	l := fault.NewLayer(http.NotFoundHandler())
	for f, want := range map[fault.Fault]string{
		{Kind: fault.Untrusted}:                            "the certificate is shown before the provider's handler is asked",
		{Endpoint: fault.Picture, Kind: fault.HTML}:        `the provider has no endpoint "picture"`,
		{Endpoint: fault.Authorize, Kind: fault.NoID}:      "this failure belongs to another endpoint",
		{Endpoint: fault.Token, Kind: fault.Kind("tired")}: `no failure is called "tired"`,
	} {
		p := paths()
		p.Pictures = ""
		_, err := l.Break(f, p)
		var cannot *fault.CannotError
		require.ErrorAs(t, err, &cannot)
		assert.Equal(t, fault.CannotError{Fault: f, Reason: want}, *cannot)
	}
}

func TestPathsAreThoseOfTheGuides(t *testing.T) {
	t.Parallel()
	want := map[string]fault.Paths{
		"authentik":  {Authorize: "/application/o/authorize/", Token: "/application/o/token/", UserInfo: "/application/o/userinfo/"},
		"clavex":     {Authorize: "/acme/authorize", Token: "/acme/token", UserInfo: "/acme/userinfo"},
		"encvoy":     {Authorize: "/api/oidc/auth", Token: "/api/oidc/token", UserInfo: "/api/oidc/me"},
		"miniorange": {Authorize: "/moas/idp/openidsso", Token: "/moas/rest/oauth/token", UserInfo: "/moas/rest/oauth/getuserinfo"},
	}
	for id, w := range want {
		g, err := guide.Load(fixtures.Files, id)
		require.NoError(t, err)
		moved, err := g.At("http://127.0.0.1:3000", "http://127.0.0.1:9999")
		require.NoError(t, err)
		got, err := fault.PathsOf(moved, "")
		require.NoError(t, err)
		assert.Equal(t, w, got, id)
	}
}
