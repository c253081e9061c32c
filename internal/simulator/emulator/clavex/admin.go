package clavex

import (
	"encoding/json"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// admin is the organization's administrator, who exists from the start.
type admin struct {
	email, password string
	now             func() time.Time

	mu     sync.Mutex
	tokens map[string]time.Time // to their end
}

// adminLifespan is that of an administrator's login (source: auth.go).
const adminLifespan = 8 * time.Hour

func newAdmin(now func() time.Time) *admin {
	return &admin{
		email: "admin@clavex.test", password: op.RandomToken(18),
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

// administered lets administrators of the organization through, which has to be
// named by its UUID: the slug that the guide uses is refused.
func (p *Provider) administered(next http.HandlerFunc) http.HandlerFunc {
	uuid := regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	return func(w http.ResponseWriter, r *http.Request) {
		token := op.HeaderToken(r)
		if cookie, err := r.Cookie(adminCookie); token == "" && err == nil {
			token = cookie.Value
		}
		switch org := r.PathValue("org"); {
		case !p.admin.holds(token):
			refuse(w, http.StatusUnauthorized, "invalid or expired token")
		case !uuid.MatchString(org):
			refuse(w, http.StatusBadRequest, "org_id must be a valid UUID")
		case org != p.org.id:
			refuse(w, http.StatusForbidden, "access denied")
		default:
			next(w, r)
		}
	}
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

// putAttributes sets the attributes without which a plain user has no user
// name, nickname or picture. It replaces all of them.
func (p *Provider) putAttributes(w http.ResponseWriter, r *http.Request) {
	var attributes map[string]any
	if !decode(w, r, &attributes) {
		return
	}
	known := p.People.Change(r.PathValue("id"), func(person *provider.Person) {
		person.Username, _ = attributes["preferred_username"].(string)
		person.Nickname, _ = attributes["nickname"].(string)
		person.Picture, _ = attributes["picture"].(string)
		if locale, ok := attributes["locale"].(string); ok {
			claims := map[string]any{"locale": locale}
			for name, value := range person.Claims {
				if name != "locale" {
					claims[name] = value
				}
			}
			person.Claims = claims
		}
	})
	if !known {
		refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	op.JSON(w, http.StatusOK, map[string]any{"id": r.PathValue("id"), "metadata": attributes})
}
