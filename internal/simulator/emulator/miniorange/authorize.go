package miniorange

import (
	"net/http"

	"gonogo/internal/provider"
	"gonogo/internal/simulator/emulator/op"
)

// The steps of a login.
const (
	stepLogin  = "login"
	stepFactor = "factor"
)

// form is what a page of the login shows.
type form struct {
	Base        string
	Interaction string
	Name        string
	Error       string
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	a, refusal := p.Authorize(r)
	if refusal != nil {
		p.refuse(w, r, refusal)
		return
	}
	session, loggedIn := p.Session(r)
	switch {
	case loggedIn && !a.Wants("login"):
		p.finish(w, r, *a, session)
	case a.Wants("none"):
		p.redirectError(w, r, *a, "login_required", "User authentication is required.")
	default:
		p.show(w, "login.html", p.Begin(*a, stepLogin), "")
	}
}

// refuse. Assumption: a page with status 400 while the redirect URI cannot be
// trusted.
func (p *Provider) refuse(w http.ResponseWriter, r *http.Request, refusal *op.Refusal) {
	switch refusal.Cause {
	case op.UnknownClient:
		p.pages.Show(w, http.StatusBadRequest, "error.html", "Invalid client: no application has this client id.")
	case op.WrongRedirectURI:
		p.pages.Show(w, http.StatusBadRequest, "error.html", "Invalid redirect URI: it is not the one of the application.")
	default:
		a := op.Authorization{RedirectURI: refusal.RedirectURI, State: refusal.State}
		p.redirectError(w, r, a, refusal.Code, refusal.Description)
	}
}

func (p *Provider) show(w http.ResponseWriter, name string, i op.Interaction, problem string) {
	p.pages.Show(w, http.StatusOK, name, form{Base: p.BasePath(), Interaction: i.ID, Name: i.Typed, Error: problem})
}

// waiting finds the login of a form, or shows that it is gone.
func (p *Provider) waiting(w http.ResponseWriter, r *http.Request) (op.Interaction, bool) {
	i, ok := p.Interaction(r.PostFormValue("transaction"))
	if !ok {
		p.pages.Show(w, http.StatusBadRequest, "error.html", "Your session has expired. Please try again.")
	}
	return i, ok
}

// login. The field name is the one that miniOrange's own plugins send to this
// address. Assumption: the text of the refusal.
func (p *Provider) login(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	i.Typed = r.PostForm.Get("username")
	person, ok := p.People.Authenticate(i.Typed, r.PostForm.Get("password"))
	if !ok {
		p.show(w, "login.html", i, "Invalid username or password.")
		return
	}
	if p.factors.asked(person) {
		i.Step = stepFactor
		i.Session.Subject = person.Subject
		p.Keep(i)
		p.show(w, "factor.html", i, "")
		return
	}
	p.loggedIn(w, r, i, person)
}

// oneTimePassword takes the second factor after the password was right.
func (p *Provider) oneTimePassword(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	person, known := p.People.BySubject(i.Session.Subject)
	switch {
	case i.Step != stepFactor || !known:
		p.show(w, "login.html", i, "")
	case !p.factors.valid(person, r.PostForm.Get("otp"), p.Now()):
		p.show(w, "factor.html", i, "Invalid OTP. Please try again.")
	default:
		p.loggedIn(w, r, i, person)
	}
}

func (p *Provider) loggedIn(w http.ResponseWriter, r *http.Request, i op.Interaction, person provider.Person) {
	p.End(i.ID)
	p.finish(w, r, i.Authorization, p.Login(w, person))
}

// finish sends code and state back (oauth-api, "Sample Response").
func (p *Provider) finish(w http.ResponseWriter, r *http.Request, a op.Authorization, session op.Session) {
	code, err := p.Grant(r.Context(), a, session)
	if err != nil {
		p.redirectError(w, r, a, "server_error", "The request could not be completed.")
		return
	}
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "code", Value: code}, op.Parameter{Name: "state", Value: a.State}), http.StatusFound)
}

func (p *Provider) redirectError(w http.ResponseWriter, r *http.Request, a op.Authorization, code, description string) {
	http.Redirect(w, r, op.Callback(a.RedirectURI,
		op.Parameter{Name: "error", Value: code},
		op.Parameter{Name: "error_description", Value: description},
		op.Parameter{Name: "state", Value: p.OfError(a.State)},
	), http.StatusFound)
}

// logout ends the login and goes to the address of a registered application.
func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	p.Logout(w, r)
	target := r.FormValue("post_logout_redirect_uri")
	if p.Clients.Accept(target) {
		http.Redirect(w, r, target, http.StatusFound)
		return
	}
	p.pages.Show(w, http.StatusOK, "loggedout.html", nil)
}
