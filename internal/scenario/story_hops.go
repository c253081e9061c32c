package scenario

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"gonogo/internal/browser"
	"gonogo/internal/evidence"
	"gonogo/internal/provider"
	"gonogo/internal/report"
)

// The parties of a hop.
const (
	partyBrowser    = "browser"
	partyRocketChat = "rocketchat"
	partyProvider   = "provider"
)

// Exchanges satisfies [userAgent].
func (a *browserAgent) Exchanges() []browser.Exchange { return a.session.Trace().Exchanges() }

// Exchanges satisfies [userAgent].
func (a *protocolAgent) Exchanges() []browser.Exchange { return a.agent.Since(0) }

// hops are the documents that people's windows asked for, Rocket.Chat's login
// calls, and what its server asked of the provider, in order of time.
func (r *Run) hops() []report.Hop {
	var hops []report.Hop
	var callbacks []browser.Exchange
	for i, p := range r.people {
		if p.session == nil {
			continue
		}
		for _, x := range p.session.Exchanges() {
			if x.Type == "Document" || isLoginCall(x) {
				hops = append(hops, r.windowHop(r.window(i, x.Page), x))
			}
			if strings.HasPrefix(x.URL, r.Guide().RedirectURI+"?") {
				callbacks = append(callbacks, x)
			}
		}
	}
	hops = append(hops, r.serverHops(callbacks)...)
	slices.SortStableFunc(hops, func(a, b report.Hop) int { return a.At.Compare(b.At) })
	return hops
}

// window is a page's name; where there are several people, whose it is, too.
func (r *Run) window(person int, page string) string {
	if len(r.people) == 1 {
		return page
	}
	return r.who(person) + "'s " + page
}

func (r *Run) windowHop(window string, x browser.Exchange) report.Hop {
	route := evidence.RouteOf(x.URL, r.redactor)
	h := report.Hop{
		At: x.Started.UTC(), From: partyBrowser, To: r.party(route.Host), Window: window,
		Method: x.Method, Path: route.Path, Parameters: route.Parameters,
		Status: x.Status, Error: r.redactor.String(x.Error),
	}
	for name, value := range x.RequestHeaders {
		if strings.EqualFold(name, "Content-Type") && strings.HasPrefix(value, "application/x-www-form-urlencoded") {
			h.Parameters = append(h.Parameters, evidence.Parameters(x.RequestBody, r.redactor)...)
		}
	}
	for name, value := range x.ResponseHeaders {
		if strings.EqualFold(name, "Location") {
			h.Location = evidence.RouteOf(value, r.redactor).String()
		}
	}
	if isLoginCall(x) && x.Error == "" && refused(x) {
		h.Error = r.redactor.String(refusal(x))
	}
	return h
}

// party is who answers at a host.
func (r *Run) party(host string) string {
	for name, address := range map[string]string{partyRocketChat: r.stack.RocketChatURL(), partyProvider: r.Guide().ProviderURL} {
		if u, err := url.Parse(address); err == nil && u.Host == host {
			return name
		}
	}
	return host
}

// isLoginCall recognises a login call of any window (§14.7 on 7.2).
func isLoginCall(x browser.Exchange) bool {
	return strings.HasSuffix(x.URL, "/api/v1/method.callAnon/login")
}

// refusal is the reason that the answer to a login call gives: its HTTP status is
// 200 either way.
func refusal(x browser.Exchange) string {
	var answer struct {
		Message string `json:"message"`
	}
	var frame struct {
		Error struct {
			Reason  string `json:"reason"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if json.Unmarshal([]byte(x.ResponseBody), &answer) != nil || json.Unmarshal([]byte(answer.Message), &frame) != nil {
		return "refused, in no form that a client understands"
	}
	for _, reason := range []string{frame.Error.Reason, frame.Error.Message} {
		if reason != "" {
			return "refused: " + reason
		}
	}
	return "refused, without a reason"
}

// serverHops are Rocket.Chat's own requests, as the provider's record shows them;
// a provider that keeps none shows none.
func (r *Run) serverHops(callbacks []browser.Exchange) []report.Hop {
	if r.seen == nil {
		return nil
	}
	var hops []report.Hop
	for _, q := range r.seen() {
		if q.Endpoint == "authorize" || !r.concerns(q, callbacks) {
			continue
		}
		hops = append(hops, report.Hop{
			At: q.At.UTC(), From: partyRocketChat, To: partyProvider, Method: q.Method,
			Path: r.redactor.String(q.Path), Parameters: r.sent(q), Status: q.Status,
		})
	}
	return hops
}

// concerns tells whether a request was made for one of the scenario's people.
// Others may log in at the same time: the provider's record says for whom a code
// or a token speaks, and a picture's address whose it is. A request that speaks
// for nobody (the secret is wrong, the code unknown) counts if it came in while
// Rocket.Chat was answering one of these people's callbacks.
func (r *Run) concerns(q provider.Request, callbacks []browser.Exchange) bool {
	ours := func(match func(*Person) bool) bool { return slices.ContainsFunc(r.people, match) }
	switch {
	case q.Login != "":
		return ours(func(p *Person) bool { return p.Login == q.Login })
	case q.Endpoint == "picture":
		return ours(func(p *Person) bool { return strings.HasSuffix(p.Picture, q.Path) })
	}
	return slices.ContainsFunc(callbacks, func(x browser.Exchange) bool { return during(q.At, x) })
}

func during(at time.Time, x browser.Exchange) bool {
	return !at.Before(x.Started) && !at.After(x.Started.Add(x.Duration))
}

// sent is what a request to the provider carried, by name. How the client and the
// token were sent is what guides differ in, so that headers are told as well.
func (r *Run) sent(q provider.Request) []string {
	shown := map[string]string{"client_id": q.ClientID, "redirect_uri": q.RedirectURI, "scope": q.Scope}
	var names []string
	if q.ClientAuth == "basic" {
		names = append(names, "Authorization=Basic")
	}
	if q.Bearer == "header" {
		names = append(names, "Authorization=Bearer")
	}
	for _, name := range q.Parameters {
		if value := shown[name]; value != "" {
			name += "=" + value
		}
		names = append(names, r.redactor.String(name))
	}
	return names
}
