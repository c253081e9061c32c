package entra

import (
	"net/http"

	"gonogo/internal/simulator/emulator/op"
	"gonogo/internal/simulator/seeded"
)

// screen is what one of the sign-in screens shows.
type screen struct {
	Tenant  string // path of the tenant
	Context string // the interaction, in Microsoft's field "ctx"
	Name    string // as typed
	App     string
	Error   string
}

func (p *Provider) screen(i op.Interaction) screen {
	return screen{Tenant: p.BasePath(), Context: i.ID, Name: i.Typed, App: i.Authorization.Client.Name}
}

func (p *Provider) show(w http.ResponseWriter, name string, s screen) {
	p.pages.Show(w, http.StatusOK, name, s)
}

// waiting finds the interaction of a form, or shows that it is gone.
func (p *Provider) waiting(w http.ResponseWriter, r *http.Request) (op.Interaction, bool) {
	i, ok := p.Interaction(r.PostFormValue("ctx"))
	if !ok {
		p.errorPage(w, problem{"invalid_request", 165900, "Invalid request. The sign-in session is invalid or has expired."})
	}
	return i, ok
}

// login takes the name first and the password on a second screen.
func (p *Provider) login(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	if !r.PostForm.Has("passwd") {
		p.named(w, r, i)
		return
	}
	person, ok := p.People.Authenticate(i.Typed, r.PostForm.Get("passwd"))
	if !ok {
		s := p.screen(i)
		s.Error = "Your account or password is incorrect. If you don't remember your password, reset it now."
		p.show(w, "password.html", s)
		return
	}
	i.Session = p.Login(w, person)
	p.Keep(i)
	if !p.allowed(i.Authorization, i.Session) {
		p.show(w, "consent.html", p.screen(i))
		return
	}
	p.show(w, "kmsi.html", p.screen(i))
}

// named checks that there is such an account before it asks for the password.
func (p *Provider) named(w http.ResponseWriter, r *http.Request, i op.Interaction) {
	i.Typed = r.PostForm.Get("loginfmt")
	p.Keep(i)
	s := p.screen(i)
	if _, known := p.People.Find(i.Typed); !known {
		s.Error = "This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin."
		p.show(w, "signin.html", s)
		return
	}
	p.show(w, "password.html", s)
}

// consented takes the answer to "Permissions requested". Cancelling it is the
// one way in which these pages send a person back without a login.
//
// Assumption: the question comes before "Stay signed in?", and is put again as
// long as it has not been answered with "Accept".
func (p *Provider) consented(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	if i.Session.Subject == "" {
		p.show(w, "signin.html", p.screen(i))
		return
	}
	if r.PostForm.Get("answer") != "Accept" && !p.Seeded.Has(seeded.RefusalTakenForConsent) {
		p.End(i.ID)
		p.redirectError(w, r, i.Authorization, problem{"access_denied", 65004,
			"User declined to consent to access the app."}, "cancel")
		return
	}
	p.Consent(i.Session.Subject, i.Authorization.Client.ID, []string{userRead})
	if i.Typed == "" { // somebody who was signed in already
		p.End(i.ID)
		p.finish(w, r, i.Authorization, i.Session)
		return
	}
	p.show(w, "kmsi.html", p.screen(i))
}

// kmsi takes the answer to "Stay signed in?", which makes no difference to this
// login, and sends the person back.
func (p *Provider) kmsi(w http.ResponseWriter, r *http.Request) {
	i, ok := p.waiting(w, r)
	if !ok {
		return
	}
	if i.Session.Subject == "" || !p.allowed(i.Authorization, i.Session) {
		p.show(w, "signin.html", p.screen(i))
		return
	}
	p.End(i.ID)
	p.finish(w, r, i.Authorization, i.Session)
}
