package authentik

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// The login page is a script that asks for one challenge after the other and
// answers each, as authentik's own does.
const (
	executorPath = "/api/v3/flows/executor/"
	scriptPath   = "/static/dist/flow/FlowInterface.js"
	// planCookie carries the running flow. Authentik keeps it in its session,
	// which exists before the login; here that is the login itself.
	planCookie = "authentik_plan"
)

// challenge is what a stage asks for.
type challenge struct {
	Component   string             `json:"component"`
	PendingUser string             `json:"pending_user,omitempty"`
	HeaderText  string             `json:"header_text,omitempty"`
	Permissions []permission       `json:"permissions,omitempty"`
	To          string             `json:"to,omitempty"`
	Devices     []device           `json:"device_challenges,omitempty"`
	Errors      map[string][]fault `json:"response_errors,omitempty"`
}

type permission struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type fault struct {
	String string `json:"string"`
	Code   string `json:"code"`
}

func redirectTo(target string) challenge {
	return challenge{Component: "xak-flow-redirect", To: target}
}

func (p *Provider) setPlan(w http.ResponseWriter, id string) {
	http.SetCookie(w, &http.Cookie{
		Name: planCookie, Value: id, Path: "/", HttpOnly: true,
		Secure: strings.HasPrefix(p.URL(""), "https:"), SameSite: http.SameSiteLaxMode,
	})
}

// plan is the flow that the browser is in.
func (p *Provider) plan(r *http.Request, flow string) (op.Interaction, bool) {
	cookie, err := r.Cookie(planCookie)
	if err != nil {
		return op.Interaction{}, false
	}
	i, ok := p.Interaction(cookie.Value)
	return i, ok && i.Step == flow
}

func (p *Provider) defaultFlow(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/if/flow/"+authenticationFlow+"/?"+r.URL.RawQuery, http.StatusFound)
}

// cancel is "Not you?": it drops the flow and logs out.
func (p *Provider) cancel(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(planCookie); err == nil {
		p.End(cookie.Value)
	}
	p.Logout(w, r)
	p.defaultFlow(w, r)
}

// flowPage starts the flow and serves the page with its executor.
func (p *Provider) flowPage(w http.ResponseWriter, r *http.Request) {
	switch flow := r.PathValue("flow"); flow {
	case authenticationFlow:
		p.setPlan(w, p.Begin(op.Authorization{}, authenticationFlow).ID)
	case explicitConsentFlow:
	default:
		http.NotFound(w, r)
		return
	}
	p.pages.Show(w, http.StatusOK, "flow.html", map[string]string{"Script": scriptPath})
}

func (p *Provider) challenge(w http.ResponseWriter, r *http.Request) {
	i, ok := p.plan(r, r.PathValue("flow"))
	switch {
	case !ok:
		op.JSON(w, http.StatusOK, redirectTo("/flows/-/default/authentication/"))
	case i.Step == explicitConsentFlow:
		op.JSON(w, http.StatusOK, consentChallenge(i))
	case i.Session.Subject != "":
		op.JSON(w, http.StatusOK, codeChallenge(i))
	case i.Typed != "":
		op.JSON(w, http.StatusOK, challenge{Component: "ak-stage-password", PendingUser: i.Typed})
	default:
		op.JSON(w, http.StatusOK, challenge{Component: "ak-stage-identification"})
	}
}

// consentChallenge names the application and the scopes, except openid, which
// the page does not show.
func consentChallenge(i op.Interaction) challenge {
	c := challenge{
		Component:  "ak-stage-consent",
		HeaderText: "You're about to sign into " + i.Authorization.Client.Name + ".",
	}
	names := map[string]string{
		"email": "Email address", "profile": "General Profile Information",
		"offline_access": "Access to request new tokens without interaction",
	}
	for _, scope := range i.Authorization.Scopes {
		if names[scope] != "" {
			c.Permissions = append(c.Permissions, permission{ID: scope, Name: names[scope]})
		}
	}
	return c
}

// respond takes the answer to the challenge that is open.
func (p *Provider) respond(w http.ResponseWriter, r *http.Request) {
	var answer struct {
		UIDField string `json:"uid_field"`
		Password string `json:"password"`
		Code     string `json:"code"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&answer); err != nil {
		op.JSON(w, http.StatusBadRequest, map[string]string{"detail": "JSON parse error"})
		return
	}
	i, ok := p.plan(r, r.PathValue("flow"))
	switch {
	case !ok:
		op.JSON(w, http.StatusOK, redirectTo("/flows/-/default/authentication/"))
	case i.Step == explicitConsentFlow:
		p.consented(w, r, i)
	case i.Session.Subject != "":
		p.validated(w, r, i, answer.Code)
	case i.Typed == "":
		p.identified(w, i, answer.UIDField)
	default:
		p.authenticated(w, r, i, answer.Password)
	}
}

// identified goes on to the password, whether or not there is such a user: the
// stage pretends that there is.
func (p *Provider) identified(w http.ResponseWriter, i op.Interaction, name string) {
	if strings.TrimSpace(name) == "" {
		op.JSON(w, http.StatusOK, challenge{
			Component: "ak-stage-identification",
			Errors:    map[string][]fault{"uid_field": {{"This field may not be blank.", "blank"}}},
		})
		return
	}
	i.Typed = name
	p.Keep(i)
	op.JSON(w, http.StatusOK, challenge{Component: "ak-stage-password", PendingUser: name})
}

// authenticated checks the password (authentik/stages/password/stage.py).
func (p *Provider) authenticated(w http.ResponseWriter, r *http.Request, i op.Interaction, password string) {
	person, ok := p.People.Authenticate(i.Typed, password)
	if !ok {
		op.JSON(w, http.StatusOK, challenge{
			Component: "ak-stage-password", PendingUser: i.Typed,
			Errors: map[string][]fault{"password": {{"Invalid password", "invalid"}}},
		})
		return
	}
	if person.Authenticator != "" {
		i.Session.Subject = person.Subject
		p.Keep(i)
		op.JSON(w, http.StatusOK, codeChallenge(i))
		return
	}
	p.loggedIn(w, r, i, person)
}

// loggedIn ends the flow.
func (p *Provider) loggedIn(w http.ResponseWriter, r *http.Request, i op.Interaction, person provider.Person) {
	p.End(i.ID)
	p.Login(w, person)
	op.JSON(w, http.StatusOK, redirectTo(p.next(r)))
}

// next is where the page was told to go after the flow: a path of this host.
// The page passes its own query on, as a parameter.
func (p *Provider) next(r *http.Request) string {
	query, err := url.ParseQuery(strings.TrimPrefix(r.URL.Query().Get("query"), "?"))
	if err != nil {
		return "/"
	}
	next := query.Get("next")
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.HasPrefix(next, `/\`) {
		return "/"
	}
	return next
}

func (p *Provider) consented(w http.ResponseWriter, r *http.Request, i op.Interaction) {
	session, ok := p.Session(r)
	if !ok {
		op.JSON(w, http.StatusOK, redirectTo("/flows/-/default/authentication/"))
		return
	}
	p.End(i.ID)
	p.Consent(session.Subject, i.Authorization.Client.ID, i.Authorization.Scopes)
	target, err := p.target(r, i.Authorization, session)
	if err != nil {
		op.JSON(w, http.StatusInternalServerError, map[string]string{"detail": "Request has been denied."})
		return
	}
	op.JSON(w, http.StatusOK, redirectTo(target))
}

func script(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pages, "pages/flow.js")
}
