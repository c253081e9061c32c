package attempt

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/protocol"
)

// view is the record with what is known beside it, as the rules look at it.
type view struct {
	record
	in Circumstances

	start    start // the one that the last return answers, else the last one
	back     back  // the last
	login    login // the last
	started  bool
	returned bool
	called   bool
}

func newView(a Attempt, in Circumstances) view {
	v := view{record: newRecord(a), in: in}
	v.back, v.returned = last(v.returns)
	v.login, v.called = last(v.logins)
	v.start, v.started = last(v.starts)
	if v.returned {
		v.start, v.started = v.startOf(v.back)
	}
	if v.started && v.returned && v.start.at > v.back.at {
		v.returned, v.back = false, back{} // of an earlier attempt
	}
	if v.started && v.called && v.login.at < v.start.at {
		v.called, v.login = false, login{}
	}
	if v.returned && v.done() && v.login.at < v.back.at {
		v.called, v.login = false, login{} // that login is over: somebody has gone back to the callback
	}
	return v
}

// startOf is the start that a return should answer: the last one in its window
// before it, else the last in any. A later start in the same window begins an
// attempt of its own.
func (r record) startOf(b back) (found start, ok bool) {
	same := false
	for _, s := range r.starts {
		switch {
		case s.at > b.at && s.page == b.page:
			found, ok, same = s, true, true
		case s.at < b.at && (s.page == b.page || !same):
			found, ok, same = s, true, s.page == b.page
		}
	}
	return found, ok
}

// done tells whether the attempt ended in a login.
func (v view) done() bool {
	if !v.called || v.returned && v.back.at > v.login.at { // back again after that
		return false
	}
	return v.login.answered && v.login.refused == nil && !v.login.throttled
}

// handed tells whether the last callback handed a credential out: its page says
// so, or the login call that follows has it. A popup may be gone before its page
// is recorded.
func (v view) handed() bool {
	if v.returned && !v.back.read && v.called && v.login.secret && v.login.at > v.back.at {
		return true
	}
	return v.returned && (v.back.answer.Credential || strings.Contains(v.back.modern, "loginCode="))
}

// style is "popup" or "redirect" as far as the record shows it.
func (v view) style() string {
	if s, ok := protocol.ReadState(v.start.state); ok && s.LoginStyle != "" {
		return s.LoginStyle
	}
	switch {
	case v.started && v.called && v.start.page != v.login.page:
		return "popup"
	case v.returned && v.back.answer.Style != "":
		return v.back.answer.Style
	case v.in.Enabled == On && v.in.LoginStyle != "":
		return v.in.LoginStyle
	case v.in.Enabled == On:
		return "popup" // what an empty Login Style behaves like (§3.1)
	}
	return ""
}

// stage is how far the attempt came.
func (v view) stage() Stage {
	switch {
	case v.done():
		return StageDone
	case v.handed():
		return StageAccount
	case v.returned && v.back.given.Has("code"):
		return StageCallback
	case v.started || v.returned:
		return StageProvider
	}
	return StageStart
}

// abroad are the exchanges with the provider: those of the attempt's window that
// are not at Rocket.Chat, up to the return.
func (v view) abroad() []browser.Exchange {
	if !v.started {
		return nil
	}
	end := len(v.all)
	if v.returned {
		end = v.back.at
	}
	var all []browser.Exchange
	for _, x := range v.all[v.start.at:end] {
		if u, err := url.Parse(x.URL); err == nil && x.Page == v.start.page && u.Host != v.start.redirectURI.Host {
			all = append(all, x)
		}
	}
	return all
}

// arrival is the provider's answer to the start, behind its redirects.
func (v view) arrival() browser.Exchange {
	found := v.all[v.start.at]
	for _, x := range v.all[v.start.at+1:] {
		to, err := address(found)
		if err != nil || found.Status < 300 || found.Status > 399 {
			break
		}
		if target, err := to.Parse(headers(found).Get("Location")); err == nil && sameAddress(target.String(), x.URL) {
			found = x
		}
	}
	return found
}

func address(x browser.Exchange) (*url.URL, error) { return url.Parse(x.URL) }

// sameAddress ignores fragments.
func sameAddress(a, b string) bool {
	a, _, _ = strings.Cut(a, "#")
	b, _, _ = strings.Cut(b, "#")
	return a == b
}

// refusedByProvider tells whether the provider answered the start by a page that
// refuses it.
func (v view) refusedByProvider() bool {
	return v.started && !v.returned && v.arrival().Status >= http.StatusBadRequest
}

// waited is the time between the callback's answer and the login call.
func (v view) waited() time.Duration {
	if !v.returned || !v.called {
		return 0
	}
	return v.began(v.login.at).Sub(v.began(v.back.at).Add(v.all[v.back.at].Duration))
}

// legible tells whether a value is itself and not a mark in its place.
func legible(value string) bool {
	return value != "" && !strings.ContainsAny(value, "[]<>*() ") && !strings.EqualFold(value, "redacted")
}
