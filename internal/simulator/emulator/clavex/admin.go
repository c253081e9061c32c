package clavex

import (
	"encoding/json"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"gonogo/internal/simulator/emulator/op"
)

// admin is the organization's administrator, who exists from the start.
type admin struct {
	email, password string
	apiKey          string // a super administrator's
	now             func() time.Time

	mu     sync.Mutex
	tokens map[string]time.Time // to their end
}

// adminLifespan is that of an administrator's login (source: auth.go).
const adminLifespan = 8 * time.Hour

func newAdmin(now func() time.Time) *admin {
	return &admin{
		email: "admin@clavex.test", password: op.RandomToken(18), apiKey: op.RandomToken(32),
		now: now, tokens: map[string]time.Time{},
	}
}

func (a *admin) issue() string {
	token := op.RandomToken(32)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tokens[token] = a.now().Add(adminLifespan)
	return token
}

func (a *admin) holds(token string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now().Before(a.tokens[token])
}

// adminLogin answers with a cookie whose value is also good as a bearer token.
func (p *Provider) adminLogin(w http.ResponseWriter, r *http.Request) {
	var login struct {
		OrgSlug  string `json:"org_slug"`
		Email    string `json:"email"`
		Password string `json:"password"`
	}
	if !decode(w, r, &login) {
		return
	}
	if login.OrgSlug != p.org.slug || !strings.EqualFold(login.Email, p.admin.email) || login.Password != p.admin.password {
		refuse(w, http.StatusUnauthorized, "invalid credentials")
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: adminCookie, Value: p.admin.issue(), Path: "/", MaxAge: int(adminLifespan.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	op.JSON(w, http.StatusOK, map[string]any{
		"expires_in": int(adminLifespan.Seconds()), "org_id": p.org.id, "org_slug": p.org.slug,
		"is_super_admin": false, "permissions": nil,
	})
}

// adminCookie is where Clavex puts an administrator's token.
const adminCookie = "clavex_admin"

// Administrator is who may administer the emulator over its interface. Password
// and key must not be printed.
type Administrator struct{ Email, Password, APIKey string }

// String hides the credentials from anything that prints the value.
func (a Administrator) String() string { return "administrator " + a.Email + " (credentials withheld)" }

// GoString does the same for %#v.
func (a Administrator) GoString() string { return a.String() }

// Administrator exists from the start, in the emulator's organization.
func (p *Provider) Administrator() Administrator {
	return Administrator{Email: p.admin.email, Password: p.admin.password, APIKey: p.admin.apiKey}
}

// authenticated lets administrators through, by an API key, a bearer token or
// the cookie of a login, in this order (source: internal/middleware). A cookie
// that is to change something needs a CSRF token as well, which the emulator
// does not give out.
func (p *Provider) authenticated(next func(w http.ResponseWriter, r *http.Request, super bool)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := op.HeaderToken(r)
		if key := r.Header.Get("X-API-Key"); key != "" && key == p.admin.apiKey {
			next(w, r, true)
			return
		}
		byCookie := false
		if cookie, err := r.Cookie(adminCookie); token == "" && err == nil {
			token, byCookie = cookie.Value, true
		}
		switch {
		case !p.admin.holds(token):
			refuse(w, http.StatusUnauthorized, "Unauthorized")
		case byCookie && r.Method != http.MethodGet:
			refuse(w, http.StatusForbidden, "invalid CSRF token")
		default:
			next(w, r, false)
		}
	}
}

// administered lets administrators of the organization through, which has to be
// named by its UUID: the slug that the guide uses is refused.
func (p *Provider) administered(next http.HandlerFunc) http.HandlerFunc {
	return p.authenticated(func(w http.ResponseWriter, r *http.Request, _ bool) {
		switch org := r.PathValue("org"); {
		case !isUUID(org):
			refuse(w, http.StatusBadRequest, "org_id must be a valid UUID")
		case org != p.org.id:
			refuse(w, http.StatusForbidden, "access to this organization is not allowed")
		default:
			next(w, r)
		}
	})
}

func isUUID(text string) bool {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`).MatchString(text)
}

// decode reads a JSON document. A body of another type leaves the fields empty.
func decode(w http.ResponseWriter, r *http.Request, into any) bool {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return true
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(into); err != nil {
		refuse(w, http.StatusBadRequest, "invalid request body")
		return false
	}
	return true
}
