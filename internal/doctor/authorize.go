package doctor

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"gonogo/internal/protocol"
	"gonogo/internal/release"
)

// start is one way to begin a login.
type start struct{ clientID, redirectURI, scope string }

// configured is the start as the browser makes it.
func (e *examination) configured() start {
	return start{clientID: e.config.text("id"), redirectURI: e.redirectURI(e.URL), scope: e.config.text("scope")}
}

// redirectURI is the callback below an address of the workspace. The browser
// takes the address bar's (§14.7), the modern engine Site_Url (§3.2).
func (e *examination) redirectURI(base string) string {
	if e.config.modern {
		return strings.TrimRight(e.text(siteURL), "/") + "/_oauth/" + e.service.Key
	}
	uri := strings.TrimRight(base, "/") + "/_oauth/" + e.service.Key
	if e.addsClose() {
		uri += "?close"
	}
	return uri
}

// addsClose tells whether an empty login style makes Rocket.Chat change the
// redirect URI (§3.1).
func (e *examination) addsClose() bool {
	style, read := e.config.values["login_style"]
	return read && style == "" && !e.config.modern && e.release.Has(release.CloseOnRedirectURI)
}

// landing is where a started login ends without a person.
type landing struct {
	answer
	callback url.Values // of a provider that sent the browser back; else nil
	moved    bool       // the provider led on to a page of its own
	form     bool       // the last page has a form to fill in
	severs   bool       // a page on the way cuts popups off from their opener
	blocks   bool       // the last page lets its form lead to no callback of this workspace
	mark     string     // the answer without what differs from one request to the next
}

// begin walks to the provider as a browser without a session does, up to the
// page where a person would act.
func (e *examination) begin(ctx context.Context, s start) landing {
	state := base64.StdEncoding.EncodeToString([]byte(fmt.Sprintf(`{"loginStyle":%q,"credentialToken":%q,"isCordova":false}`, "popup", madeUp())))
	address := e.authorizeURL(s, state)
	hc := *e.HTTP
	hc.Jar, _ = cookiejar.New(nil) // never fails without options
	hc.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	l := landing{answer: badAddress(e.config.endpoint("authorize_path"))}
	for range 6 {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
		if err != nil || r.URL.Host == "" {
			return l
		}
		r.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
		l.answer = e.ask(ctx, &hc, r)
		l.severs = l.severs || protocol.Severs(l.at, l.header)
		next, err := l.at.Parse(l.header.Get("Location"))
		if l.status < 300 || l.status > 399 || l.header.Get("Location") == "" || err != nil {
			break
		}
		if strings.HasPrefix(next.String(), strings.TrimSuffix(s.redirectURI, "?close")) {
			l.callback = next.Query()
			break
		}
		l.moved, address = true, next.String()
	}
	l.form = hasForm(l.body)
	if target, err := url.Parse(s.redirectURI); err == nil {
		l.blocks = !protocol.FormMayLead(l.at, l.header, target)
	}
	l.mark = mark(l, s, state)
	return l
}

// authorizeURL has its parameters in the order of §3.1. The client id is not
// encoded; before 3.4 nothing is.
func (e *examination) authorizeURL(s start, state string) string {
	encode := encodeURIComponent
	if !e.release.Has(release.AuthorizeEncoded) {
		encode = func(text string) string { return text }
	}
	at, separator := e.config.endpoint("authorize_path"), "?"
	if strings.Contains(at, "?") {
		separator = "&"
	}
	u, err := url.Parse(at + separator + "client_id=" + s.clientID + "&redirect_uri=" + encode(s.redirectURI) +
		"&response_type=code&state=" + encode(state) + "&scope=" + encode(s.scope))
	if err != nil {
		return at
	}
	// Browsers encode what may not stand in a query; they leave the rest as it is.
	u.RawQuery = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", "#", "%23", "'", "%27").Replace(u.RawQuery)
	return u.String()
}

// encodeURIComponent is JavaScript's function of that name.
func encodeURIComponent(text string) string {
	escaped := strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
	return strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*").Replace(escaped)
}

// sentBack is the error that a provider sent the browser back with; empty: none.
func (l landing) sentBack() string { return l.callback.Get("error") }
