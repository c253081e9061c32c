package encvoy

import (
	"net/http"

	"gonogo/internal/simulator/emulator/op"
)

// The widget is one script in the publisher's product, which keeps the typed
// name in memory and switches from #login to #password. Here each view is a
// document with the same fields, and the name travels in the hidden field that
// the product has too.

// view is what a view of the widget shows.
type view struct {
	Action string // address of the interaction
	Title  string // name of the application
	Login  string // as typed
	Scopes []string
	Error  string
}

func (p *Provider) view(i op.Interaction) view {
	return view{Action: p.BasePath() + "/api/interaction/" + i.ID, Title: i.Authorization.Client.Name, Login: i.Typed}
}

// waiting finds the interaction of the address, or answers that it is gone.
func (p *Provider) waiting(w http.ResponseWriter, r *http.Request) (op.Interaction, bool) {
	i, ok := p.Interaction(r.PathValue("uid"))
	if !ok {
		p.oops(w, "invalid_request", "interaction session not found")
	}
	return i, ok
}

func (p *Provider) widget(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	if i.Step != stepConsent {
		p.pages.Show(w, http.StatusOK, "login.html", p.view(i))
		return
	}
	v := p.view(i)
	for _, scope := range p.missing(i.Authorization, i.Session) {
		v.Scopes = append(v.Scopes, describe(scope))
	}
	p.pages.Show(w, http.StatusOK, "consent.html", v)
}

// describe is how the widget words a scope (locales/en.json, pages.scopes).
func describe(scope string) string {
	switch scope {
	case "profile":
		return "View name, photo, and date of birth"
	case "email":
		return "View email address"
	case "phone":
		return "View phone number"
	case "accounts":
		return "View social media accounts linked to your profile"
	case "lk":
		return "View brief account information"
	case "catalog":
		return "View information about applications added to the catalog"
	default:
		return "View language information"
	}
}

// identifier goes on to the password. Whether there is such an account is not
// told before the password has been checked.
func (p *Provider) identifier(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	i.Typed = r.PostFormValue("login")
	p.Keep(i)
	p.pages.Show(w, http.StatusOK, "password.html", p.view(i))
}

// password checks the credentials. A refusal is a view of its own, with the
// text of T3E0001 and a cross that leads back to the login.
func (p *Provider) password(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	person, ok := p.People.Authenticate(r.PostFormValue("identifier"), r.PostFormValue("password"))
	if !ok {
		v := p.view(i)
		v.Error = "Invalid credentials"
		p.pages.Show(w, http.StatusOK, "error.html", v)
		return
	}
	p.Login(w, person)
	http.Redirect(w, r, p.URL("/api/oidc/auth/"+i.ID), http.StatusSeeOther)
}

func (p *Provider) confirm(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	session, loggedIn := p.Session(r)
	if !loggedIn {
		p.interact(w, r, i)
		return
	}
	p.Consent(session.Subject, i.Authorization.Client.ID, i.Authorization.Scopes)
	http.Redirect(w, r, p.URL("/api/oidc/auth/"+i.ID), http.StatusSeeOther)
}

// clean is the cross of the widget. It does not send the person back to the
// client: it shows the login again (interaction.controller.ts, clean). Nothing
// has been allowed then.
func (p *Provider) clean(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	i.Step, i.Typed = stepLogin, ""
	p.Keep(i)
	p.pages.Show(w, http.StatusOK, "login.html", p.view(i))
}
