package entra

import (
	"net/http"

	"gonogo/internal/simulator/emulator/op"
)

// userRead is the permission that every app registration starts with, and the
// one that the person is asked for at the first login.
const userRead = "User.Read"

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	a, refusal := p.Authorize(r)
	if refusal != nil {
		p.refuse(w, r, refusal)
		return
	}
	session, loggedIn := p.Session(r)
	consent := loggedIn && (a.Wants("consent") || !p.allowed(*a, session))
	switch {
	case a.Wants("none") && !loggedIn:
		p.redirectError(w, r, *a, problem{"login_required", 50058,
			"A silent sign-in request was sent but no user is signed in."}, "")
	case a.Wants("none") && consent:
		p.redirectError(w, r, *a, problem{"interaction_required", 65001,
			"The user or administrator has not consented to use the application."}, "")
	case !loggedIn || a.Wants("login"):
		p.show(w, "signin.html", p.screen(p.Begin(*a, "login")))
	case consent:
		i := p.Begin(*a, "consent")
		i.Session = session
		p.Keep(i)
		p.show(w, "consent.html", p.screen(i))
	default:
		p.finish(w, r, *a, session)
	}
}

func (p *Provider) allowed(a op.Authorization, session op.Session) bool {
	return len(p.Missing(session.Subject, a.Client.ID, []string{userRead})) == 0
}

// refuse shows an error page, with status 200, unless the redirect URI can be
// trusted ("Authorization Endpoint Errors", learn.microsoft.com, dn645544).
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, refusal *op.Refusal) {
	switch refusal.Cause {
	case op.UnknownClient:
		p.errorPage(w, unknownApplication(refusal.ClientID, p.tenant))
	case op.WrongRedirectURI:
		p.errorPage(w, wrongRedirect(refusal.RedirectURI, refusal.ClientID))
	default:
		a := op.Authorization{RedirectURI: refusal.RedirectURI, State: refusal.State}
		p.redirectError(w, r, a, badResponseType(r.Form.Get("response_type")), "")
	}
}

func (p *Provider) errorPage(w http.ResponseWriter, found problem) {
	p.show(w, "error.html", screen{Error: p.trace().describe(found.code, found.text)})
}

func (p *Provider) finish(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	code, err := p.Grant(r.Context(), a, session)
	if err != nil {
		p.redirectError(w, r, a, problem{"server_error", 90033, "A transient error has occurred. Please try again."}, "")
		return
	}
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "code", Value: code},
		op.Parameter{Name: "state", Value: a.State},
		op.Parameter{Name: "session_state", Value: op.RandomUUID()},
	), http.StatusFound)
}

func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, a op.Authorization, found problem, subcode string) {
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "error", Value: found.oauth},
		op.Parameter{Name: "error_subcode", Value: subcode},
		op.Parameter{Name: "error_description", Value: p.trace().describe(found.code, found.text)},
		op.Parameter{Name: "state", Value: p.OfError(a.State)},
	), http.StatusFound)
}

func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	p.Logout(w, r)
	target := r.FormValue("post_logout_redirect_uri")
	if p.Clients.Accept(target) {
		http.Redirect(w, r, target, http.StatusFound)
		return
	}
	p.show(w, "signedout.html", screen{})
}
