package clavex

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"

	"gonogo/internal/simulator/emulator/op"
)

// loginPage is what the login page shows.
type loginPage struct {
	Organization string
	Action       string
	Session      string // login_session_id
	Email        string
	Error        string
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	a, refusal := p.Authorize(r)
	if refusal != nil {
		p.refuseAuthorization(w, r, refusal)
		return
	}
	if !slices.Contains(a.Asked, "openid") {
		p.redirectError(w, r, *a, "invalid_scope", "scope must include openid")
		return
	}
	session, loggedIn := p.Session(r)
	switch {
	case loggedIn && !a.Wants("login"):
		p.finish(w, r, *a, session)
	case a.Wants("none"):
		p.redirectError(w, r, *a, "login_required", "user is not authenticated")
	default:
		i := p.Begin(*a, "login")
		p.showLogin(w, loginPage{Session: i.ID})
	}
}

// refuseAuthorization answers a bad request: Clavex redirects only where client
// and redirect URI are known; else it answers 400 JSON.
func (p *Provider) refuseAuthorization(w http.ResponseWriter, r *http.Request, refusal *op.Refusal) {
	switch refusal.Cause {
	case op.UnknownClient:
		p.oauthError(w, "invalid_request", "unknown client_id")
	case op.WrongRedirectURI:
		p.oauthError(w, "invalid_request", "redirect_uri not allowed")
	default:
		a := op.Authorization{RedirectURI: refusal.RedirectURI, State: refusal.State}
		p.redirectError(w, r, a, refusal.Code, refusal.Description)
	}
}

// login answers the form. A wrong password stays on the page with status 200.
func (p *Provider) login(w http.ResponseWriter, r *http.Request) {
	i, ok := p.Interaction(r.PostForm.Get("login_session_id"))
	if !ok {
		refuse(w, http.StatusBadRequest, "login session expired")
		return
	}
	if !p.limits.allow(w, "login "+address(r), func(l perMinute) int { return l.Logins }) {
		return
	}
	email := r.PostForm.Get("email")
	person, ok := p.People.Authenticate(email, r.PostForm.Get("password"))
	if !ok {
		p.showLogin(w, loginPage{Session: i.ID, Email: email, Error: "Invalid email or password."})
		return
	}
	p.End(i.ID)
	p.finish(w, r, i.Authorization, p.Login(w, person))
}

func (p *Provider) showLogin(w http.ResponseWriter, page loginPage) {
	page.Organization, page.Action = p.org.slug, p.BasePath()+"/authorize"
	p.pages.Show(w, http.StatusOK, "login.html", page)
}

// finish sends the person back: code, session_state, state, and an issuer that
// is not percent-encoded.
func (p *Provider) finish(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	code, err := p.Grant(r.Context(), a, session)
	if err != nil {
		p.redirectError(w, r, a, "server_error", "the authorization could not be granted")
		return
	}
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "code", Value: code},
		op.Parameter{Name: "session_state", Value: sessionState(a, session)},
		op.Parameter{Name: "state", Value: a.State},
		op.Parameter{Name: "iss", Value: p.URL(""), Raw: true},
	), http.StatusFound)
}

func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, a op.Authorization, code, description string) {
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "error", Value: code},
		op.Parameter{Name: "error_description", Value: description},
		op.Parameter{Name: "state", Value: p.OfError(a.State)},
		op.Parameter{Name: "iss", Value: p.URL(""), Raw: true},
	), http.StatusFound)
}

// sessionState is a salted hash of client and browser state, as OpenID Connect
// Session Management 1.0 §4.2 describes it.
func sessionState(a op.Authorization, session op.Session) string {
	salt := op.RandomToken(8)
	sum := sha256.Sum256([]byte(a.Client.ID + " " + a.RedirectURI + " " + session.ID + " " + salt))
	return hex.EncodeToString(sum[:]) + "." + salt
}

// logout ends the login. The target must be a registered redirect URI, else it
// is silently ignored (source: oidc.go, Logout).
func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	p.Logout(w, r)
	target := r.FormValue("post_logout_redirect_uri")
	if !p.Clients.Accept(target) {
		op.JSON(w, http.StatusOK, map[string]string{"message": "logged out"})
		return
	}
	if state := r.FormValue("state"); state != "" {
		target = op.Callback(target, op.Parameter{Name: "state", Value: state})
	}
	http.Redirect(w, r, target, http.StatusFound)
}
