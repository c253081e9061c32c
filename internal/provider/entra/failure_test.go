package entra_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"gonogo/internal/provider/entra"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTheMissingVariableIsNamed(t *testing.T) {
	t.Parallel()
	complete := entra.Options{Tenant: "t", ClientID: "c", ClientSecret: "s", Domain: "d"}
	for want, change := range map[string]func(*entra.Options){
		"GONOGO_ENTRA_TENANT, the directory (tenant) id":                                               func(o *entra.Options) { o.Tenant = "" },
		"GONOGO_ENTRA_CLIENT_ID, the application (client) id of an app that may administer the tenant": func(o *entra.Options) { o.ClientID = "" },
		"GONOGO_ENTRA_CLIENT_SECRET, a client secret of that app":                                      func(o *entra.Options) { o.ClientSecret = "" },
		"GONOGO_ENTRA_DOMAIN, a verified domain of the tenant, such as contoso.onmicrosoft.com":        func(o *entra.Options) { o.Domain = "" },
	} {
		o := complete
		change(&o)
		_, err := entra.New(o)
		assert.EqualError(t, err, "a Microsoft Entra ID tenant of your own needs "+want)
	}
	p, err := entra.New(complete)
	require.NoError(t, err)
	assert.Equal(t, "https://login.microsoftonline.com/t", p.URL())
	assert.Equal(t, "d", p.Domain())
	assert.Equal(t, "entra", p.ID())
}

func TestCredentialsAreNotPrinted(t *testing.T) {
	t.Parallel()
	o := entra.Options{Tenant: tenantID, ClientID: "c", ClientSecret: clientSecret, Domain: domain}
	p, err := entra.New(o)
	require.NoError(t, err)
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.NotContains(t, fmt.Sprintf(format, o), clientSecret)
		assert.NotContains(t, fmt.Sprintf(format, p), clientSecret)
	}
}

func TestATokenIsKeptUntilShortlyBeforeItsEnd(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open()
	for _, step := range []struct {
		after  time.Duration
		tokens int
	}{{0, 1}, {3538 * time.Second, 1}, {time.Second, 2}, {time.Minute, 2}} {
		require.NoError(t, d.pause(t.Context(), step.after))
		require.NoError(t, p.Remove(t.Context(), ada().Login))
		assert.Equal(t, step.tokens, d.tokens, step.after)
	}
}

func TestARefusedTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	p := d.open()
	require.NoError(t, p.Remove(t.Context(), ada().Login))
	d.valid = "of somebody else"
	require.NoError(t, p.Remove(t.Context(), ada().Login))
	assert.Equal(t, 2, d.tokens)

	d.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/v1.0") {
			refuse(w, http.StatusUnauthorized, "InvalidAuthenticationToken", "token~2 and token~3 are no good")
			return true
		}
		return false
	}
	assert.EqualError(t, p.Remove(t.Context(), ada().Login), "removing "+ada().Login+
		" from the tenant: Microsoft Graph answers 401 InvalidAuthenticationToken: (withheld) and (withheld) are no good")
	assert.Equal(t, 3, d.tokens)
}

func TestLoginsThatFail(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"page":        {200, "<html>", "the answer (200 OK) is no JSON document"},
		"no token":    {200, `{"token_type":"Bearer","expires_in":1}`, "the answer (200 OK) holds no bearer token"},
		"other token": {200, `{"token_type":"mac","access_token":"x","expires_in":1}`, "the answer (200 OK) holds no bearer token"},
		"no lifetime": {200, `{"token_type":"Bearer","access_token":"x"}`, "the token has no lifetime"},
		"status only": {503, `{}`, "the answer (503 Service Unavailable) holds no bearer token"},
		"wrong secret": {401, `{"error":"invalid_client","error_description":"AADSTS7000215: ` + clientSecret + `.\r\nTrace ID: 1"}`,
			"invalid_client: AADSTS7000215: (withheld)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newTenant(t)
			d.answer = func(w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
				return true
			}
			assert.EqualError(t, d.open().Remove(t.Context(), ada().Login),
				"removing "+ada().Login+" from the tenant: logging in to the tenant "+tenantID+": "+tt.want)
		})
	}
}

// throttle answers the first calls of Graph as a service that has too much to do.
func throttle(calls, status int, retryAfter string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if calls == 0 || !strings.HasPrefix(r.URL.Path, "/v1.0") {
			return false
		}
		calls--
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		refuse(w, status, "TooManyRequests", "Too many requests")
		return true
	}
}

func TestThrottlingIsObeyed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		calls, status int
		retryAfter    string
		waited        []time.Duration
		want          string
	}{
		"as long as it says":  {2, 429, "7", []time.Duration{7 * time.Second, 7 * time.Second}, ""},
		"without saying":      {1, 429, "", []time.Duration{5 * time.Second}, ""},
		"nonsense":            {1, 429, "-3", []time.Duration{5 * time.Second}, ""},
		"overloaded":          {1, 503, "30", []time.Duration{30 * time.Second}, ""},
		"overloaded, no word": {1, 503, "", nil, "Microsoft Graph answers 503 TooManyRequests: Too many requests"},
		"too long": {1, 429, "31", nil,
			"Microsoft Graph answers 429 TooManyRequests: Too many requests (it asks to wait 31s, and gonogo waits at most 30s)"},
		"too often": {9, 429, "1", []time.Duration{time.Second, time.Second, time.Second, time.Second},
			"Microsoft Graph answers 429 TooManyRequests: Too many requests"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newTenant(t)
			d.answer = throttle(tt.calls, tt.status, tt.retryAfter)
			err := d.open().Remove(t.Context(), ada().Login)
			if tt.want == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, "removing "+ada().Login+" from the tenant: "+tt.want)
			}
			assert.Equal(t, tt.waited, d.waited)
		})
	}
}

func TestNobodyWaitsOnAfterTheEnd(t *testing.T) {
	t.Parallel()
	d := newTenant(t)
	ctx, cancel := context.WithCancel(t.Context())
	inner := throttle(1, 429, "1")
	d.answer = func(w http.ResponseWriter, r *http.Request) bool { return inner(w, r) }
	p := d.open()
	p.SetPause(func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() })
	assert.ErrorIs(t, p.Remove(ctx, ada().Login), context.Canceled)
}

func TestForbiddenCallsNameThePermission(t *testing.T) {
	t.Parallel()
	for permission, tt := range map[string]struct {
		method, path string
		existing     bool // the person
		call         func(*entra.Provider) error
	}{
		"User.ReadWrite.All":                 {"POST", "/v1.0/users", false, func(p *entra.Provider) error { return p.Put(t.Context(), ada()) }},
		"User-PasswordProfile.ReadWrite.All": {"PATCH", "/v1.0/users/users-1", true, func(p *entra.Provider) error { return p.Put(t.Context(), ada()) }},
		"Application.ReadWrite.OwnedBy": {"POST", "/v1.0/applications", false, func(p *entra.Provider) error {
			_, err := p.Register(t.Context(), rocketChat())
			return err
		}},
		"DelegatedPermissionGrant.ReadWrite.All": {"POST", "/v1.0/oauth2PermissionGrants", false, func(p *entra.Provider) error {
			_, err := p.Register(t.Context(), rocketChat())
			return err
		}},
	} {
		t.Run(permission, func(t *testing.T) {
			t.Parallel()
			d := newTenant(t)
			p := d.open(func(o *entra.Options) { o.Consent = true })
			if tt.existing {
				require.NoError(t, p.Put(t.Context(), ada()))
			}
			d.mu.Lock()
			d.answer = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != tt.method || r.URL.Path != tt.path {
					return false
				}
				refuse(w, http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges; sent "+ada().Password)
				return true
			}
			d.mu.Unlock()
			err := tt.call(p)
			require.ErrorContains(t, err, "403 Authorization_RequestDenied: Insufficient privileges; sent ")
			assert.True(t, strings.HasSuffix(err.Error(), "(the app in GONOGO_ENTRA_CLIENT_ID needs the application permission "+permission+")"), err)
			assert.Equal(t, 1, strings.Count(err.Error(), "permission"))
			if strings.Contains(permission, "User") {
				assert.NotContains(t, err.Error(), ada().Password)
			}
			var refused *entra.Error
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, http.StatusForbidden, refused.Status)
		})
	}
}

func TestNonsenseIsNotTakenForAnAnswer(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		method, path, body string
		status             int
		want               string
	}{
		"page for a list":   {"GET", "/v1.0/applications", "<html>", 200, "the answer of Microsoft Graph to GET /v1.0/applications is not the document that was expected"},
		"no list":           {"GET", "/v1.0/applications", "{}", 200, "the answer of Microsoft Graph to GET /v1.0/applications is no list"},
		"app without ids":   {"POST", "/v1.0/applications", "{}", 201, "the new app has no ids in the answer of Microsoft Graph"},
		"no id of a login":  {"POST", "/v1.0/servicePrincipals", "{}", 201, "the new service principal has no id in the answer of Microsoft Graph"},
		"secret not told":   {"POST", "/v1.0/applications/applications-1/addPassword", "{}", 200, "the new client secret is not in the answer of Microsoft Graph"},
		"failure in a page": {"POST", "/v1.0/applications", "<html>secret</html>", 502, "Microsoft Graph answers 502"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newTenant(t)
			d.answer = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != tt.method || r.URL.Path != tt.path {
					return false
				}
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
				return true
			}
			c, err := d.open().Register(t.Context(), rocketChat())
			assert.EqualError(t, err, "registering the app Rocket.Chat's: "+tt.want)
			assert.Zero(t, c)
		})
	}
}

func TestSomebodyElseIsNotTakenForThePerson(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"id":"u","userPrincipalName":"boss@contoso.test","companyName":"gonogo"}`, `{"userPrincipalName":"` + ada().Login + `","companyName":"gonogo"}`} {
		d := newTenant(t)
		d.answer = func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasPrefix(r.URL.Path, "/v1.0/users/") {
				return false
			}
			_, _ = io.WriteString(w, body)
			return true
		}
		assert.ErrorContains(t, d.open().Remove(t.Context(), ada().Login), "the answer of Microsoft Graph is about somebody else or nobody")
	}
}

func TestATenantThatCannotBeReached(t *testing.T) {
	t.Parallel()
	p, err := entra.New(entra.Options{
		Tenant: tenantID, ClientID: "c", ClientSecret: clientSecret, Domain: domain,
		Graph: "http://127.0.0.1:1/v1.0", Login: "http://127.0.0.1:1",
	})
	require.NoError(t, err)
	err = p.Put(t.Context(), ada())
	assert.ErrorContains(t, err, "logging in to the tenant "+tenantID)
	assert.NotContains(t, err.Error(), clientSecret)
	assert.NotContains(t, err.Error(), ada().Password)
}
