package attempt

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/protocol"
)

// record is an attempt taken apart. Positions are those in all.
type record struct {
	all     []browser.Exchange
	console []string
	starts  []start // oldest first, like the others
	returns []back
	logins  []login
}

// start is a request that sends the person to the provider (§3.1).
type start struct {
	at          int
	page        string
	url         *url.URL
	redirectURI *url.URL
	state       string
}

// back is a visit of Rocket.Chat's callback (§4.1).
type back struct {
	at     int
	page   string
	url    *url.URL
	given  url.Values
	answer protocol.Callback
	read   bool   // the answer is there and is a callback's page
	modern string // where the modern engine's answer leads (§7.7)
}

// login is a call of Rocket.Chat's login with the credential of an attempt.
type login struct {
	at        int
	page      string
	noSecret  bool // the web client had no credential secret to send
	secret    bool // it had one
	answered  bool
	refused   *protocol.Refusal
	throttled bool
}

func newRecord(a Attempt) record {
	r := record{all: a.Exchanges, console: a.Console}
	for i, x := range a.Exchanges {
		u, err := url.Parse(x.URL)
		if err != nil {
			continue
		}
		if s, ok := newStart(i, x, u); ok {
			r.starts = append(r.starts, s)
		} else if b, ok := newBack(i, x, u); ok {
			r.returns = append(r.returns, b)
		} else if l, ok := newLogin(i, x, u); ok {
			r.logins = append(r.logins, l)
		}
	}
	return r
}

// newStart recognises the request by its redirect_uri, which is a callback of
// Rocket.Chat's. Its path may be any: it may be set wrongly.
func newStart(at int, x browser.Exchange, u *url.URL) (start, bool) {
	q := u.Query()
	to, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || !q.Has("client_id") || !isCallbackPath(to.Path) {
		return start{}, false
	}
	return start{at, x.Page, u, to, q.Get("state")}, true
}

func isCallbackPath(path string) bool { return strings.Contains(path, "/_oauth/") }

// newBack leaves out what only upgrades the address to https.
func newBack(at int, x browser.Exchange, u *url.URL) (back, bool) {
	if !isCallbackPath(u.Path) {
		return back{}, false
	}
	b := back{at: at, page: x.Page, url: u, given: u.Query()}
	if x.Method == http.MethodPost {
		b.given = parameters(x.RequestBody)
	}
	if x.Status >= 300 && x.Status < 400 {
		b.modern = headers(x).Get("Location")
		if to, err := u.Parse(b.modern); err != nil || isCallbackPath(to.Path) {
			return back{}, false
		}
		return b, true
	}
	b.answer, b.read = protocol.ReadCallback(x.ResponseBody)
	return b, true
}

// parameters reads the body of a callback by response_mode=form_post.
func parameters(body string) url.Values {
	var document map[string]string
	if json.Unmarshal([]byte(body), &document) == nil {
		all := url.Values{}
		for name, value := range document {
			all.Set(name, value)
		}
		return all
	}
	all, _ := url.ParseQuery(body) // what is readable
	return all
}

// newLogin knows the ways by which web clients and REST clients log in with a
// credential (§2.1, §7.7, §14.7), and the frames that [ReadHAR] takes from websockets.
func newLogin(at int, x browser.Exchange, u *url.URL) (login, bool) {
	l := login{at: at, page: x.Page, throttled: x.Status == http.StatusTooManyRequests}
	switch {
	case x.Method != http.MethodPost && x.Type != webSocket:
		return login{}, false
	case strings.HasSuffix(u.Path, "/api/v1/loginCode.redeem"):
	case x.Type == webSocket, strings.HasSuffix(u.Path, "/api/v1/method.callAnon/login"),
		strings.HasSuffix(u.Path, "/api/v1/method.call/login"), strings.HasSuffix(u.Path, "/api/v1/login"):
		secret, ok := credentialSecret(x.RequestBody)
		if !ok {
			return login{}, false
		}
		l.noSecret, l.secret = secret == nil, secret != nil
	default:
		return login{}, false
	}
	if refused, err := protocol.ReadLogin([]byte(x.ResponseBody)); err == nil {
		l.answered, l.refused = true, refused
	}
	return l, true
}

// credential is the parameter of the login method; with a second factor's code
// it is wrapped.
type credential struct {
	OAuth *struct {
		Secret *string `json:"credentialSecret"`
	} `json:"oauth"`
	TOTP *struct {
		Login credential `json:"login"`
	} `json:"totp"`
}

// credentialSecret finds the secret in a login call; nil: it is null. It is false
// for a call of another kind.
func credentialSecret(body string) (secret *string, ok bool) {
	var call struct {
		Message string `json:"message"`
		credential
	}
	if json.Unmarshal([]byte(body), &call) != nil {
		return nil, false
	}
	given := call.credential
	var frame struct {
		Method string       `json:"method"`
		Params []credential `json:"params"`
	}
	if json.Unmarshal([]byte(call.Message), &frame) == nil && frame.Method == "login" && len(frame.Params) > 0 {
		given = frame.Params[0]
	}
	if given.TOTP != nil {
		given = given.TOTP.Login
	}
	if given.OAuth == nil {
		return nil, false
	}
	return given.OAuth.Secret, true
}

// headers are an answer's, under their canonical names.
func headers(x browser.Exchange) http.Header {
	h := http.Header{}
	for name, joined := range x.ResponseHeaders {
		for value := range strings.SplitSeq(joined, "\n") {
			h.Add(name, value)
		}
	}
	return h
}

// last is the last element; false if there is none.
func last[T any](all []T) (T, bool) {
	if len(all) == 0 {
		var none T
		return none, false
	}
	return all[len(all)-1], true
}

// began is when the exchange at a position was sent.
func (r record) began(at int) time.Time { return r.all[at].Started }

// where is an exchange as a finding names it: without query.
func (r record) where(at int) string {
	u, err := url.Parse(r.all[at].URL)
	if err != nil {
		return r.all[at].Method
	}
	return r.all[at].Method + " " + plain(u)
}

// plain is an address without query and fragment.
func plain(u *url.URL) string { return u.Scheme + "://" + u.Host + u.EscapedPath() }
