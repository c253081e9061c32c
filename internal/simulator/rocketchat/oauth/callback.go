package oauth

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"gonogo/internal/simulator/rocketchat/account"
	"gonogo/internal/simulator/seeded"
)

// callbackLimit bounds the body of a POST callback, in bytes.
const callbackLimit = 1 << 20

// Handler serves GET and POST /_oauth/<service>, below any path prefix. The
// answer is 200 HTML whatever went wrong; some broken inputs are never answered
// (observed §E.2): such a request is held until the client leaves or the
// engine is closed.
func (e *Engine) Handler() http.Handler { return http.HandlerFunc(e.serveCallback) }

func (e *Engine) serveCallback(w http.ResponseWriter, r *http.Request) {
	page, err := e.callback(r)
	if err != nil {
		e.log("Error generating end of login response\n" + err.Error())
		e.neverAnswer(r)
	}
	w.Header().Set("Content-Type", "text/html")
	_, _ = io.WriteString(w, page) // a client that left needs no page
}

// neverAnswer holds the request and then drops the connection without an answer.
func (e *Engine) neverAnswer(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-e.ended:
	}
	panic(http.ErrAbortHandler)
}

// callback returns the page that ends the login; an error means that not even
// the page for a failure can be made.
func (e *Engine) callback(r *http.Request) (page string, err error) {
	s, ok := e.services.answering(serviceKey(r.URL.Path))
	if !ok {
		// Refused before the parameters are read: nothing is stored, and the
		// style is popup.
		return e.endOfLogin(ending{style: "popup"})
	}
	q := readQuery(r)
	page, err = e.finish(r.Context(), s, q)
	if err == nil {
		return page, nil
	}
	e.storeFailure(r.Context(), q, err)
	style, err := e.loginStyle(q)
	if err != nil {
		return "", err
	}
	return e.endWithQuery(q, ending{style: style})
}

// serviceKey is the path element behind "/_oauth/".
func serviceKey(path string) string {
	_, rest, _ := strings.Cut(path, "/_oauth/")
	key, _, _ := strings.Cut(rest, "/")
	return key
}

// readQuery takes the parameters from the URL for GET, else from the body.
func readQuery(r *http.Request) query {
	if r.Method == http.MethodGet {
		return first(r.URL.Query())
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, callbackLimit))
	if err != nil {
		return query{}
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		q := query{}
		_ = json.Unmarshal(body, &q) // an unreadable body is one without parameters
		return q
	}
	values, _ := url.ParseQuery(string(body)) // takes what is readable
	return first(values)
}

func first(values url.Values) query {
	q := query{}
	for name, v := range values {
		q[name] = v[0]
	}
	return q
}

// finish exchanges the code, keeps the result as a pending credential and
// renders the page. With an error from the provider it only renders.
func (e *Engine) finish(ctx context.Context, s service, q query) (page string, err error) {
	if q["error"] != "" && !e.seeded.Has(seeded.ErrorUnread) {
		return e.render(q, "")
	}
	result, err := e.identify(ctx, s, q)
	if err != nil {
		return "", err
	}
	secret := newSecret()
	token, ok := e.credentialToken(q)
	if !ok {
		return "", wording("Match error: Expected string, got undefined")
	}
	state, _ := parseState(q)
	if err := e.pending.store(ctx, token, entry{Credential: result, Secret: &secret, Redirect: state.redirects()}); err != nil {
		return "", err
	}
	return e.render(q, secret)
}

// storeFailure keeps the error for the login that will ask, if the callback had
// a state at all. When it cannot be stored, the login fails without a reason.
func (e *Engine) storeFailure(ctx context.Context, q query, failure error) {
	if q["state"] == "" || e.seeded.Has(seeded.ErrorNotStored) {
		return
	}
	token, ok := e.credentialToken(q)
	if !ok {
		e.log("Error in OAuth Server while storing pending login result.\nMatch error: Expected string, got undefined")
		return
	}
	message := failure.Error()
	if err := e.pending.store(ctx, token, entry{Credential: credential{Error: &storedError{Message: message}}}); err != nil {
		e.log("Error in OAuth Server while storing pending login result.\n" + err.Error())
	}
}

// identify runs both requests and composes the service document (§4.6).
func (e *Engine) identify(ctx context.Context, s service, q query) (credential, error) {
	redirectURI := e.redirectURI(s)
	tokens, err := e.provider.exchange(ctx, s, q, redirectURI)
	if err != nil {
		return credential{}, err
	}
	claims, err := e.provider.identity(ctx, s, tokens.access())
	if err != nil {
		return credential{}, err
	}
	name, _ := claims["name"].(string)
	return credential{ServiceName: s.key, ServiceData: e.kept(tokens.document(s, claims, e.now())), Options: &loginOptions{Profile: profile{name}}}, nil
}

// external is the identity of a credential, for the accounts.
func (s service) external(c credential, redirect bool) account.External {
	x := account.External{Service: s.key, Data: c.ServiceData, Mapping: s.mapping(), Redirect: redirect}
	if c.Options != nil {
		x.Name = c.Options.Profile.Name
	}
	return x
}
