package rocketchat

import (
	"fmt"
	"net/http"
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
		a.roomEndpoints(), a.logEndpoints(),
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
