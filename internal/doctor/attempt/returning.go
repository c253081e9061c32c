package attempt

import (
	"net/url"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
	"gonogo/internal/release"
)

// longestWord bounds what is quoted of a provider's words, in characters.
const longestWord = 200

// sentBack: the provider sent the person back with an error (RFC 6749, section
// 4.1.2.1; OpenID Connect Core, section 3.1.2.6).
func sentBack(v view) verdict {
	word := v.back.given.Get("error")
	if !v.returned || word == "" {
		return verdict{}
	}
	cause := diagnosis.ProviderError
	switch word {
	case "access_denied":
		cause = diagnosis.AccessDenied
	case "login_required", "interaction_required", "account_selection_required":
		cause = diagnosis.LoginRequired
	case "invalid_scope":
		cause = diagnosis.ScopeRefused
	case "unauthorized_client":
		cause = diagnosis.ClientUnknown
	}
	found := "error=" + word
	if text := v.back.given.Get("error_description"); text != "" {
		found += ": " + text
	}
	if cut := []rune(found); len(cut) > longestWord {
		found = string(cut[:longestWord]) + "…"
	}
	return v.because(cause, v.where(v.back.at), found, "")
}

// strangeState: the state that came back is not the one that was sent (§7.5).
func strangeState(v view) verdict {
	if !v.returned {
		return verdict{}
	}
	got := v.back.given.Get("state")
	where := "state of " + v.where(v.back.at)
	switch {
	case got == "":
		return v.because(diagnosis.StateMissing, where, "none", "the state of the authorize request")
	case !legible(got) || v.started && (got == v.start.state || !legible(v.start.state)):
		return verdict{}
	case !v.started:
		return v.stateAlone(got, where)
	}
	ours, ourOwn := protocol.ReadState(v.start.state)
	theirs, readable := protocol.ReadState(got)
	foreign := readable && whole(theirs) && theirs.CredentialToken != ours.CredentialToken
	if foreign || !ourOwn { // a state that says nothing can only be another one
		return v.because(diagnosis.StateForeign, where, "another attempt's", "the state of the authorize request")
	}
	return v.because(diagnosis.StateTampered, where, "a changed one", "the state of the authorize request")
}

// whole tells whether the callback can be finished with the state: else it never
// ends (§7.5).
func whole(s protocol.State) bool {
	return s.CredentialToken != "" && (s.LoginStyle == "popup" || s.LoginStyle == "redirect" && s.RedirectURL != "")
}

// stateAlone judges a state whose attempt is not in the record. One that is
// legible but unreadable says nothing where the modern engine makes it (§3.2).
func (v view) stateAlone(got, where string) verdict {
	theirs, readable := protocol.ReadState(got)
	if readable && whole(theirs) || !readable && v.in.Release.Has(release.ModernFlow) {
		return verdict{}
	}
	return v.because(diagnosis.StateTampered, where, "not of Rocket.Chat's form", "the state of the authorize request")
}

// replayed: the callback was visited again, which uses up the code and replaces
// the credential (observed §E.2).
func replayed(v view) verdict {
	if !v.returned || !v.back.given.Has("code") {
		return verdict{}
	}
	code, visits := v.back.given.Get("code"), 0
	for _, b := range v.returns {
		if b.given.Get("code") == code && b.given.Get("state") == v.back.given.Get("state") {
			visits++
		}
	}
	switch {
	case visits > 1 && legible(code):
		return v.because(diagnosis.CallbackReplayed, v.where(v.back.at), "visited more than once", "once")
	case v.started || v.sentBy(v.back.at):
		return verdict{}
	case v.handed():
		return v.because(diagnosis.StateForeign, v.where(v.back.at), "a callback that no attempt here has led to", "")
	case v.back.read:
		return v.because(diagnosis.CallbackReplayed, v.where(v.back.at), "visited without an attempt before it", "once")
	}
	return verdict{}
}

// sentBy tells whether something before a position in the record may have led
// there: a redirect, or a page of another site.
func (v view) sentBy(at int) bool {
	target, err := address(v.all[at])
	for _, x := range v.all[:at] {
		u, parsed := address(x)
		if err != nil || parsed != nil || u.Host != target.Host || sameAddress(headers(x).Get("Location"), v.all[at].URL) {
			return true
		}
	}
	return false
}

// otherSite: the person is at another address of Rocket.Chat than the one that
// Rocket.Chat takes for its own (§8, §14.7).
func otherSite(v view) verdict {
	emptyHanded := v.stage() == StageAccount && v.called && v.login.noSecret
	if v.stage() != StageCallback && !emptyHanded {
		return verdict{}
	}
	leads := v.back.answer.RedirectURL // Rocket.Chat's own address, if it does not know the person's
	switch {
	case v.started && v.siteURLDiffers():
		return v.because(diagnosis.SiteURLDiffers, "Site_Url", v.in.SiteURL, v.base())
	case v.started && leads != "" && !sameOrigin(leads, v.base()):
		return v.because(diagnosis.SiteURLDiffers, "Site_Url", originOf(leads), v.base())
	case v.called && v.handed() && originOf(v.all[v.login.at].URL) != originOf(v.all[v.back.at].URL) && v.all[v.login.at].Type != webSocket:
		return v.because(diagnosis.SiteURLDiffers, "Site_Url", originOf(v.all[v.back.at].URL), originOf(v.all[v.login.at].URL))
	}
	return verdict{}
}

// siteURLDiffers compares Site_Url, if it is known, with what the browser has
// made the redirect URI of.
func (v view) siteURLDiffers() bool {
	u, err := url.Parse(v.in.SiteURL)
	return err == nil && u.Host != "" && canonical(u) != canonical(v.start.redirectURI)
}

// canonical is Rocket.Chat's address in an address of its own: scheme, host, port
// and the path before the callback's.
func canonical(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	path, _, _ := strings.Cut(u.EscapedPath(), "/_oauth/")
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port + strings.TrimSuffix(path, "/")
}

// base is Rocket.Chat's address as the browser has it, by the redirect URI.
func (v view) base() string {
	at, _, _ := strings.Cut(plain(v.start.redirectURI), "/_oauth/")
	return at
}

func originOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func sameOrigin(a, b string) bool { return strings.EqualFold(originOf(a), originOf(b)) }
