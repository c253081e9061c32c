package authentik

import (
	"net/http"
	"net/url"

	"gonogo/internal/simulator/emulator/op"
)

// The flows that a new authentik brings.
const (
	authenticationFlow  = "default-authentication-flow"
	explicitConsentFlow = "default-provider-authorization-explicit-consent"
)

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	if len(r.Form) == 0 {
		http.NotFound(w, r) // a sanity check of authorize.py
		return
	}
	a, refusal := p.Authorize(r)
	if refusal != nil {
		p.refuse(w, r, refusal)
		return
	}
	session, loggedIn := p.Session(r)
	switch {
	case !loggedIn && a.Wants("none"):
		p.redirectError(w, r, *a, "login_required", "The Authorization Server requires End-User authentication")
	case !loggedIn || a.Wants("login"):
		next := "/flows/-/default/authentication/?next=" + url.QueryEscape(p.again(r))
		http.Redirect(w, r, next, http.StatusFound)
	case p.asksConsent(*a, session):
		p.askConsent(w, r, *a, session)
	default:
		p.finish(w, r, *a, session)
	}
}

// again is the address of this request for after the login, which then has
// been done.
func (p *Provider) again(r *http.Request) string {
	form := url.Values{}
	for name, values := range r.Form {
		if name != "prompt" {
			form[name] = values
		}
	}
	return p.BasePath() + "/authorize/?" + form.Encode()
}

// refuse answers a bad request with a page, unless client and redirect URI are
// known (errors.py).
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, refusal *op.Refusal) {
	switch refusal.Cause {
	case op.UnknownClient:
		p.badRequest(w, "Client ID Error", "The client identifier (client_id) is missing or invalid.")
	case op.WrongRedirectURI:
		p.badRequest(w, "Redirect URI Error",
			"The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri).")
	default:
		a := op.Authorization{RedirectURI: refusal.RedirectURI, State: refusal.State}
		p.redirectError(w, r, a, refusal.Code, refusal.Description)
	}
}

func (p *Provider) badRequest(w http.ResponseWriter, title, message string) {
	p.pages.Show(w, http.StatusBadRequest, "error.html", map[string]string{"Title": title, "Message": message})
}

func (p *Provider) asksConsent(a op.Authorization, session op.Session) bool {
	return p.consent && (a.Wants("consent") || len(p.Missing(session.Subject, a.Client.ID, a.Scopes)) > 0)
}

// askConsent hands the authorization over to the flow that asks.
func (p *Provider) askConsent(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	i := p.Begin(a, explicitConsentFlow)
	i.Session = session
	p.Keep(i)
	p.setPlan(w, i.ID)
	http.Redirect(w, r, "/if/flow/"+explicitConsentFlow+"/", http.StatusFound)
}

func (p *Provider) finish(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	target, err := p.target(r, a, session)
	if err != nil {
		p.redirectError(w, r, a, "server_error", "The authorization server encountered an error")
		return
	}
	http.Redirect(w, r, target, http.StatusFound)
}

// target is the redirect URI with code and state, and nothing else.
func (p *Provider) target(r *http.Request, a op.Authorization, session op.Session) (string, error) {
	code, err := p.Grant(r.Context(), a, session)
	if err != nil {
		return "", err
	}
	return op.Callback(a.RedirectURI,
		op.Parameter{Name: "code", Value: code}, op.Parameter{Name: "state", Value: a.State}), nil
}

func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, a op.Authorization, code, description string) {
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "error", Value: code},
		op.Parameter{Name: "error_description", Value: description},
		op.Parameter{Name: "state", Value: p.OfError(a.State)},
	), http.StatusFound)
}

func (p *Provider) endSession(w http.ResponseWriter, r *http.Request) {
	p.Logout(w, r)
	target := r.FormValue("post_logout_redirect_uri")
	if p.Clients.Accept(target) {
		http.Redirect(w, r, op.Callback(target, op.Parameter{Name: "state", Value: r.FormValue("state")}), http.StatusFound)
		return
	}
	p.pages.Show(w, http.StatusOK, "loggedout.html", nil)
}
