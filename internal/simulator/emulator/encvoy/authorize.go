package encvoy

import (
	"net/http"
	"slices"

	"gonogo/internal/simulator/emulator/op"
)

// The steps of an interaction.
const (
	stepLogin   = "login"
	stepConsent = "consent"
)

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	a, refusal := p.Authorize(r)
	if refusal != nil {
		p.refuse(w, r, refusal)
		return
	}
	session, loggedIn := p.Session(r)
	askLogin := !loggedIn || a.Wants("login")
	askConsent := loggedIn && (a.Wants("consent") || len(p.missing(*a, session)) > 0)
	switch {
	case a.Wants("none") && askLogin:
		p.redirectError(w, r, *a, "login_required", "End-User authentication is required")
	case a.Wants("none") && askConsent:
		p.redirectError(w, r, *a, "consent_required", "requested scopes not granted")
	case askLogin:
		p.interact(w, r, p.Begin(*a, stepLogin))
	case askConsent:
		i := p.Begin(*a, stepConsent)
		i.Session = session
		p.Keep(i)
		p.interact(w, r, i)
	default:
		p.finish(w, r, *a, session)
	}
}

// missing are the scopes that the person has to allow first. The two special
// scopes are never asked for (config.ts, SPECIAL_SCOPES).
func (p *Provider) missing(a op.Authorization, session op.Session) []string {
	ask := slices.DeleteFunc(slices.Clone(a.Scopes), func(scope string) bool {
		return scope == "openid" || scope == "offline_access"
	})
	return p.Missing(session.Subject, a.Client.ID, ask)
}

func (p *Provider) interact(w http.ResponseWriter, r *http.Request, i op.Interaction) {
	http.Redirect(w, r, p.URL("/api/interaction/"+i.ID), http.StatusSeeOther)
}

// refuse answers a bad request: a page with status 400 unless client and
// redirect URI are known.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, refusal *op.Refusal) {
	switch refusal.Cause {
	case op.UnknownClient:
		p.oops(w, "invalid_client", "client is invalid")
	case op.WrongRedirectURI:
		p.oops(w, "invalid_redirect_uri", "redirect_uri did not match any of the client's registered redirect_uris")
	default:
		a := op.Authorization{RedirectURI: refusal.RedirectURI, State: refusal.State}
		p.redirectError(w, r, a, refusal.Code, refusal.Description)
	}
}

// oops is the library's own error page.
func (p *Provider) oops(w http.ResponseWriter, code, description string) {
	p.pages.Show(w, http.StatusBadRequest, "oops.html", map[string]string{"Error": code, "Description": description})
}

// resume goes on after a step of the interaction.
func (p *Provider) resume(w http.ResponseWriter, r *http.Request) {
	i, ok := p.Interaction(r.PathValue("uid"))
	session, loggedIn := p.Session(r)
	switch {
	case !ok:
		p.oops(w, "invalid_request", "authorization request has expired")
	case !loggedIn:
		p.interact(w, r, i)
	case len(p.missing(i.Authorization, session)) > 0:
		i.Step, i.Session = stepConsent, session
		p.Keep(i)
		p.interact(w, r, i)
	default:
		p.End(i.ID)
		p.finish(w, r, i.Authorization, session)
	}
}

func (p *Provider) finish(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	code, err := p.Grant(r.Context(), a, session)
	if err != nil {
		p.redirectError(w, r, a, "server_error", "oops! something went wrong")
		return
	}
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "code", Value: code},
		op.Parameter{Name: "state", Value: a.State},
		op.Parameter{Name: "iss", Value: p.URL("")},
	), http.StatusSeeOther)
}

func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, a op.Authorization, code, description string) {
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "error", Value: code},
		op.Parameter{Name: "error_description", Value: description},
		op.Parameter{Name: "state", Value: p.OfError(a.State)},
		op.Parameter{Name: "iss", Value: p.URL("")},
	), http.StatusSeeOther)
}

func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	p.Logout(w, r)
	target := r.FormValue("post_logout_redirect_uri")
	if p.Clients.Accept(target) {
		http.Redirect(w, r, op.Callback(target, op.Parameter{Name: "state", Value: r.FormValue("state")}), http.StatusSeeOther)
		return
	}
	p.pages.Show(w, http.StatusOK, "signedout.html", nil)
}
