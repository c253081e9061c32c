package doctor

import (
	"context"
	"fmt"
	"net/http"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// judgeAuthorize tells the reasons apart for which a login cannot begin. It does
// not know the provider's texts: a client and a redirect URI that were made up
// show how this provider refuses them.
func (e *examination) judgeAuthorize(ctx context.Context, l landing, t tokens) {
	if l.sentBack() != "" {
		e.findSentBack(l)
		return
	}
	if !l.form {
		e.judgeRefusal(ctx, l, t)
	}
	style, read := e.config.values["login_style"]
	if l.severs && read && style != "redirect" {
		e.find("login-style", diagnosis.Finding{
			Cause: diagnosis.PopupCut, Where: l.address(), Found: "Cross-Origin-Opener-Policy: " + l.header.Get("Cross-Origin-Opener-Policy"),
			Wanted:  "Login Style Redirect",
			Problem: "The provider cuts popups off from the page that opened them, so that Rocket.Chat gives the login up at once.",
			Fix:     fmt.Sprintf("Set %s to Redirect.", e.labelled("login_style", "Login Style")),
		})
	}
	if l.form && l.blocks {
		e.find("", diagnosis.Finding{
			Cause: diagnosis.FormBlocked, Where: l.address(), Found: "Content-Security-Policy: " + l.header.Get("Content-Security-Policy"),
			Wanted:  "a policy that lets the form lead to " + e.URL,
			Problem: "The provider does not let its login form lead to this workspace: browsers stop the person at the provider.",
			Fix:     "Serve Rocket.Chat on https, with Site_Url and ROOT_URL to match, or let the provider's form-action policy name its address.",
		})
	}
}

// findSentBack reports a provider that sends the browser back at once.
func (e *examination) findSentBack(l landing) {
	f := diagnosis.Finding{Where: l.address(), Found: fmt.Sprintf("error %q", l.sentBack())}
	switch l.sentBack() {
	case "invalid_scope":
		e.findScope(l)
		return
	case "login_required", "interaction_required", "consent_required", "account_selection_required":
		f.Cause = diagnosis.LoginRequired
		f.Problem = "The provider refuses to ask people to log in and sends them back."
		f.Fix = "Take prompt=none out of Authorize Path, and see that the provider shows a login page to whoever has no session."
	default:
		f.Cause = diagnosis.ProviderError
		f.Problem = "The provider sends people back with an error before they could log in."
		f.Fix = "Look into the provider's log for this error."
	}
	e.find("", f)
}

func (e *examination) findScope(l landing) {
	label, asked := e.labelled("scope", "Scope"), e.wanted.text("scope")
	e.find("scope", diagnosis.Finding{
		Cause: diagnosis.ScopeRefused, Where: l.address(), Found: e.config.text("scope"), Wanted: asked,
		Problem: fmt.Sprintf("The provider refuses the %s that Rocket.Chat asks for.", label),
		Fix:     fmt.Sprintf("Set %s to %s, and let the provider grant it to this client.", label, shown(asked)),
	})
}

// judgeRefusal looks at a page without a form: an error's, or a login page that
// a script draws.
func (e *examination) judgeRefusal(ctx context.Context, l landing, t tokens) {
	s := e.configured()
	stranger := e.begin(ctx, start{clientID: madeUp(), redirectURI: s.redirectURI, scope: s.scope})
	astray := e.begin(ctx, start{clientID: s.clientID, redirectURI: "https://" + madeUp() + ".example/_oauth/" + e.service.Key, scope: s.scope})
	sameClient, sameRedirect := l.mark == stranger.mark, l.mark == astray.mark
	shows := l.status < http.StatusBadRequest
	switch {
	case !sameClient && !sameRedirect && shows:
	case !sameClient && !sameRedirect:
		e.judgeScope(ctx, l)
	case shows && l.moved && (!sameClient || t.judges()):
		e.unseen("whether the provider takes this redirect URI (it shows the same page for any)")
	case sameClient && !t.judges() && (!sameRedirect || t.known || !e.asPrinted("id")):
		e.findClient(l)
	default:
		e.judgeRedirect(ctx, l)
	}
}

// asPrinted tells whether a setting holds what the guide itself prints.
func (e *examination) asPrinted(suffix string) bool {
	w, said := e.wanted.of(suffix)
	return said && !w.open && !e.differs(suffix)
}

// judgeScope tries the guide's scope where the workspace has another and the
// provider refuses for a reason of its own.
func (e *examination) judgeScope(ctx context.Context, l landing) {
	if e.differs("scope") {
		s := e.configured()
		s.scope = e.wanted.text("scope")
		if better := e.begin(ctx, s); better.status < http.StatusBadRequest && better.sentBack() == "" {
			e.findScope(l)
			return
		}
	}
	e.find("", diagnosis.Finding{
		Cause: diagnosis.ProviderError, Where: l.address(), Found: l.String(),
		Problem: "The provider refuses to begin a login, for a reason that is neither the client nor the redirect URI.",
		Fix:     "Look into the provider's log for this request.",
	})
}

func (e *examination) findClient(l landing) {
	label := e.labelled("id", "Id")
	f := diagnosis.Finding{
		Cause: diagnosis.ClientUnknown, Where: l.address(), Found: e.config.text("id"),
		Problem: fmt.Sprintf("The provider knows no client of this %s.", label),
		Fix:     fmt.Sprintf("Set %s to the client id that the provider shows for Rocket.Chat.", label),
	}
	if w, said := e.wanted.of("id"); said && !w.open && e.differs("id") {
		f.Wanted = e.wanted.text("id")
		f.Fix = fmt.Sprintf("Set %s to %s.", label, shown(f.Wanted))
	}
	e.find("id", f)
}

// judgeRedirect reports a redirect URI that the provider does not take, by the
// setting that makes it so: the login style or the workspace's address.
func (e *examination) judgeRedirect(ctx context.Context, l landing) {
	s := e.configured()
	if e.addsClose() {
		plain := s
		plain.redirectURI = s.redirectURI[:len(s.redirectURI)-len("?close")]
		if e.accepted(e.begin(ctx, plain), l) {
			e.findClose(s)
			return
		}
	}
	if e.siteDiffers() {
		other := s
		other.redirectURI = e.redirectURI(e.text(siteURL))
		if e.accepted(e.begin(ctx, other), l) {
			return // Site_Url has been named already
		}
	}
	e.find(guide.TopicRedirectURI, diagnosis.Finding{
		Cause: diagnosis.RedirectNotRegistered, Where: l.address(), Found: l.String(), Wanted: s.redirectURI,
		Problem: "The provider does not accept Rocket.Chat's callback: " + s.redirectURI + ".",
		Fix:     fmt.Sprintf("Enter %s, character by character, among the redirect URIs of the client at the provider.", s.redirectURI),
	})
}

// accepted tells whether a start fares better than one that was refused.
func (e *examination) accepted(l, refused landing) bool {
	return l.nature == sound && l.status < http.StatusBadRequest && l.mark != refused.mark
}

func (e *examination) findClose(s start) {
	label := e.labelled("login_style", "Login Style")
	e.find("login-style", diagnosis.Finding{
		Cause: diagnosis.StyleAddsClose, Where: e.service.SettingID("login_style"), Found: `""`, Wanted: "redirect or popup",
		Problem: fmt.Sprintf("%s Default makes Rocket.Chat send the redirect URI %s, which the provider does not accept.", label, s.redirectURI),
		Fix:     fmt.Sprintf("Set %s to Redirect or Popup.", label),
	})
}
