package attempt

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/protocol"
	"gonogo/internal/release"
)

// blocked: nobody was sent to the provider at all.
func blocked(v view) verdict {
	if v.started || v.returned || v.called {
		return verdict{}
	}
	const said = "The login popup was blocked by the browser" // §7.2
	if slices.ContainsFunc(v.console, func(text string) bool { return strings.Contains(text, said) }) {
		return v.because(diagnosis.PopupBlocked, "the browser's console", said, "")
	}
	if v.in.Release.Has(release.CustomButtonDead) {
		return v.because(diagnosis.ReleaseBug, "the login page", "a click on the provider's button does nothing", "")
	}
	return verdict{}
}

// refused: the provider shows a page of its own instead of a login. What it
// refuses is told only where its text does; the endpoint's prober knows more.
func refused(v view) verdict {
	if !v.refusedByProvider() {
		return verdict{}
	}
	answer := v.arrival()
	if answer.Status == http.StatusTooManyRequests {
		return verdict{}
	}
	sent := v.start.redirectURI.String()
	switch {
	case answer.Status >= http.StatusInternalServerError:
		return v.because(diagnosis.AuthorizeFailing, v.where(v.start.at), strconv.Itoa(answer.Status)+" "+http.StatusText(answer.Status), "a login page")
	case strings.HasSuffix(sent, "?close"):
		return v.because(diagnosis.StyleAddsClose, "redirect_uri of "+v.where(v.start.at), sent, strings.TrimSuffix(sent, "?close"))
	case v.siteURLDiffers():
		return v.because(diagnosis.SiteURLDiffers, "Site_Url", v.in.SiteURL, v.base())
	case says(answer, `redirect[_ ]ur[il]\b[^=]|AADSTS50011`):
		return v.because(diagnosis.RedirectNotRegistered, v.where(v.start.at), sent, "")
	case says(answer, `invalid_scope`):
		return v.because(diagnosis.ScopeRefused, "scope of "+v.where(v.start.at), v.start.url.Query().Get("scope"), "")
	case says(answer, `invalid_client|unauthorized_client|unknown client|client identifier \(client_id\) is missing or invalid|AADSTS700016`):
		return v.because(diagnosis.ClientUnknown, "client_id of "+v.where(v.start.at), v.start.url.Query().Get("client_id"), "")
	}
	return verdict{ends: true}
}

// says looks for words in an answer's text.
func says(x browser.Exchange, pattern string) bool {
	return regexp.MustCompile("(?i)" + pattern).MatchString(x.ResponseBody)
}

// cut: a page of the provider separates the popup from Rocket.Chat's page, which
// takes it for closed and logs in with nothing (providers: Clavex).
func cut(v view) verdict {
	if v.style() != "popup" || v.called && !v.login.noSecret {
		return verdict{}
	}
	if v.called && v.returned && v.login.at > v.back.at && !v.handed() {
		return verdict{} // the page waited for the callback
	}
	for _, x := range v.abroad() {
		u, err := address(x)
		if err == nil && protocol.Severs(u, headers(x)) {
			return v.because(diagnosis.PopupCut, plain(u), "Cross-Origin-Opener-Policy: "+headers(x).Get("Cross-Origin-Opener-Policy"), "")
		}
	}
	return verdict{}
}

// formBlocked: the policy of the provider's page does not let its form lead to
// the callback.
func formBlocked(v view) verdict {
	if !v.started || v.returned {
		return verdict{}
	}
	// Chromium's words, which name the directive.
	told := slices.ContainsFunc(v.console, func(text string) bool {
		return strings.Contains(text, "form-action") && strings.Contains(text, "Content Security Policy")
	})
	var page *url.URL
	var policy http.Header
	for _, x := range v.abroad() {
		u, err := address(x)
		if err != nil {
			continue
		}
		target, err := u.Parse(headers(x).Get("Location"))
		if told = told || err == nil && page != nil && x.Method == http.MethodPost && isCallbackPath(target.Path) && !protocol.FormMayLead(page, policy, target); told {
			return v.because(diagnosis.FormBlocked, plain(u), "the form's answer leads to "+v.start.redirectURI.Scheme+"://"+v.start.redirectURI.Host, "https")
		}
		if x.Status == http.StatusOK {
			page, policy = u, headers(x)
		}
	}
	return verdict{}
}

// throttled: somebody on the way had enough of the requests.
func throttled(v view) verdict {
	from := 0
	if v.started {
		from = v.start.at
	}
	for i, x := range v.all[from:] {
		if x.Status == http.StatusTooManyRequests && (v.isStep(from+i) || v.isAbroad(x)) {
			return v.because(diagnosis.RateLimited, v.where(from+i), "429 Too Many Requests", "")
		}
	}
	return verdict{}
}

// isStep tells whether a position is one of the attempt's requests to Rocket.Chat.
func (v view) isStep(at int) bool {
	return v.returned && at == v.back.at || v.called && at == v.login.at || strings.Contains(v.all[at].URL, "/oauth/")
}

// isAbroad tells whether an exchange is a page of the provider.
func (v view) isAbroad(x browser.Exchange) bool {
	return v.started && slices.ContainsFunc(v.abroad(), func(y browser.Exchange) bool { return y.URL == x.URL && y.Started.Equal(x.Started) })
}

// unreachable: the browser itself got no answer from the provider, or one that is
// the provider's own failure.
func unreachable(v view) verdict {
	if !v.started || v.returned {
		return verdict{}
	}
	x := v.arrival()
	if x.Status != 0 {
		return verdict{}
	}
	gaveUp := x.Error == "" || regexp.MustCompile(`(?i)abort|cancel|blocked|context`).MatchString(x.Error)
	if gaveUp && v.lasted(x) >= patience {
		return v.because(diagnosis.AuthorizeDown, plain(v.start.url), "no answer in "+v.lasted(x).Round(time.Second).String(), "an answer")
	}
	if gaveUp {
		return verdict{}
	}
	return v.because(noAnswer(x.Error), plain(v.start.url), netError(x.Error), "an answer")
}

// patience is how long a person surely waits for a page.
const patience = 10 * time.Second

// lasted is how long an exchange has been waiting for its answer.
func (v view) lasted(x browser.Exchange) time.Duration {
	end := v.in.Now
	if end.IsZero() {
		end = v.began(len(v.all) - 1)
	}
	return max(x.Duration, end.Sub(x.Started))
}

// noAnswer sorts the texts of browsers and of package net.
func noAnswer(text string) diagnosis.Cause {
	switch {
	case regexp.MustCompile(`ERR_CERT_|x509|certificate`).MatchString(text):
		return diagnosis.CertificateUntrusted
	case regexp.MustCompile(`(?i)REFUSED|NAME_NOT_RESOLVED|no such host|UNREACHABLE|TIMED_OUT|connection refused|NOTFOUND`).MatchString(text):
		return diagnosis.ProviderUnreachable
	}
	return diagnosis.AuthorizeDown
}

// netError is the browser's word for what happened; other texts may quote addresses.
func netError(text string) string {
	if word := regexp.MustCompile(`net::ERR_[A-Z_]+`).FindString(text); word != "" {
		return word
	}
	return "no answer"
}

// unfinished: the person never came back.
func unfinished(v view) verdict {
	if !v.started || v.returned {
		return verdict{}
	}
	if v.style() == "popup" && v.called && v.login.noSecret {
		return v.because(diagnosis.PopupClosed, v.where(v.login.at), "the popup was gone before the callback", "")
	}
	where := plain(v.start.url)
	if x, ok := last(v.abroad()); ok {
		if u, err := address(x); err == nil {
			where = plain(u)
		}
	}
	return v.because(diagnosis.AttemptUnfinished, where, "", "")
}
