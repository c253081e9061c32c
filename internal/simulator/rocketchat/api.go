package rocketchat

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gonogo/internal/simulator/rocketchat/account"
)

// endpoint is one path and method of the REST API.
type endpoint struct {
	pattern      string // "POST /api/v1/login"
	anyone       bool   // no login needed
	adminOnly    bool
	secondFactor bool
	limit        limit
	serve        func(c *call) (answer, error)
}

// limit is an endpoint's own rate limit; the zero value means the workspace's.
type limit struct {
	none     bool
	calls    int
	interval time.Duration
}

// api serves everything below /api/.
type api struct {
	*Server
	mux     *http.ServeMux
	calls   limiter // of endpoints, by address
	methods limiter // of DDP methods, by connection
	factors factors
	known   map[string]method
}

func newAPI(s *Server) *api {
	a := &api{Server: s, mux: http.NewServeMux()}
	a.factors.now = s.options.Now
	a.known = a.methodsByName()
	groups := [][]endpoint{
		a.infoEndpoints(), a.sessionEndpoints(), a.settingEndpoints(), a.serviceEndpoints(), a.userEndpoints(),
		a.personEndpoints(), a.profileEndpoints(), a.avatarEndpoints(), a.strangerEndpoints(), a.methodEndpoints(),
	}
	for _, group := range groups {
		for _, e := range group {
			a.mux.Handle(e.pattern, a.handler(e))
		}
	}
	a.mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		none := noEndpoint()
		writeJSON(w, none.status, none.body)
	})
	return a
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.mux.ServeHTTP(w, r) }

// handler runs what comes before every endpoint, in Rocket.Chat's order: login,
// rate limit, body, permission, second factor.
func (a *api) handler(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{request: r}
		done := a.run(w, e, c)
		writeJSON(w, done.status, done.body)
	})
}

func (a *api) run(w http.ResponseWriter, e endpoint, c *call) answer {
	if err := a.authenticate(c); err != nil {
		return a.failed(e, err)
	}
	if c.user == nil && !e.anyone {
		return loginNeeded()
	}
	done, err := a.admit(w, e, c)
	if err != nil {
		return a.failed(e, err)
	}
	return done
}

func (a *api) admit(w http.ResponseWriter, e endpoint, c *call) (answer, error) {
	if err := a.checkLimit(w, e, c); err != nil {
		return answer{}, err
	}
	if err := c.readBody(w); err != nil {
		return answer{}, err
	}
	if e.adminOnly && !c.isAdmin() {
		return answer{}, unauthorized()
	}
	if e.secondFactor {
		if err := a.checkSecondFactor(c); err != nil {
			return answer{}, err
		}
	}
	return e.serve(c)
}

// failed logs what is not a refusal, without its text for the client.
func (a *api) failed(e endpoint, err error) answer {
	done := failure(err)
	if done.status == http.StatusInternalServerError {
		a.log.add(fmt.Sprintf("API: %s: %v", e.pattern, err))
	}
	return done
}

// authenticate finds the user of the login headers; a stranger is no error.
func (a *api) authenticate(c *call) error {
	id, token := c.request.Header.Get("X-User-Id"), c.request.Header.Get("X-Auth-Token")
	if id == "" || token == "" {
		return nil
	}
	u, err := a.accounts.Authenticate(c.context(), id, token)
	if err != nil {
		return err
	}
	if u != nil && u.Active {
		c.user, c.token = u, token
	}
	return nil
}

// checkLimit counts the call by address and endpoint (§2.4).
func (a *api) checkLimit(w http.ResponseWriter, e endpoint, c *call) error {
	l := a.limitOf(e)
	bypass := !e.anyone && c.mayBypassLimits()
	if l.none || bypass || !a.settings.Bool("API_Enable_Rate_Limiter") {
		return nil
	}
	now := a.options.Now()
	v := a.calls.take(c.address()+" "+e.pattern, l.calls, l.interval, now)
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(l.calls))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(v.left))
	w.Header().Set("X-RateLimit-Reset", strconv.FormatInt(now.Add(v.reset).UnixMilli(), 10))
	if v.allowed {
		return nil
	}
	return refuse("error-too-many-requests", fmt.Sprintf(
		"Error, too many requests. Please slow down. You must wait %s seconds before trying this endpoint again.", wholeSeconds(v.reset)))
}

// limitOf falls back to the workspace's limit. API_Enable_Rate_Limiter_Dev
// counts in development builds only, which this is not.
func (a *api) limitOf(e endpoint) limit {
	l := e.limit
	if l.calls == 0 {
		l.calls = a.settings.Int("API_Enable_Rate_Limiter_Limit_Calls_Default")
		l.interval = time.Duration(a.settings.Int("API_Enable_Rate_Limiter_Limit_Time_Default")) * time.Millisecond
	}
	l.none = l.none || l.calls <= 0 || l.interval <= 0
	return l
}

func wholeSeconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }

// find resolves userId, username or user of the query or the body to an account.
func (a *api) find(c *call) (*account.User, error) {
	value := func(name string) string {
		if v := c.request.URL.Query().Get(name); v != "" {
			return v
		}
		return c.text(name)
	}
	var u *account.User
	var err error
	if id := value("userId"); id != "" {
		u, err = a.accounts.ByID(c.context(), id)
	} else if name := strings.TrimSpace(value("username") + value("user")); name != "" {
		u, err = a.accounts.ByUsername(c.context(), name)
	} else {
		return nil, refuse("error-user-param-not-provided", `The required "userId" or "username" param was not provided`)
	}
	if err == nil && u == nil {
		err = refuse("error-invalid-user", `The required "userId" or "username" param provided does not match any users`)
	}
	return u, err
}
