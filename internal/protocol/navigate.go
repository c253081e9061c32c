package protocol

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// redirects is how many redirects in a row a browser follows (Fetch standard,
// HTTP-redirect fetch: twenty).
const redirects = 20

// errFormBlocked ends a form whose answer leads where its page's
// Content-Security-Policy does not allow.
const errFormBlocked = sentence("the Content-Security-Policy of the form's page does not let it lead there")

// FormBlocked tells whether a form could not be sent, or its answer not be
// followed, because of the form-action of its page.
func FormBlocked(err error) bool { return errors.Is(err, errFormBlocked) }

// sentence is an error that can be a constant.
type sentence string

// Error satisfies the error interface.
func (s sentence) Error() string { return string(s) }

// navigation is a request for a document.
type navigation struct {
	method      string
	url         *url.URL
	body        string
	contentType string
	form        formAction // where a form may lead; the zero value: no form, anywhere
}

// visit shows an address in a window.
func (a *Agent) visit(ctx context.Context, w *window, u *url.URL) error {
	return a.navigate(ctx, w, navigation{method: http.MethodGet, url: u})
}

// navigate follows a request through its redirects to a document, and does what
// comes of that document.
func (a *Agent) navigate(ctx context.Context, w *window, n navigation) error {
	for range redirects + 1 {
		if !n.form.allows(n.url) {
			return errFormBlocked
		}
		if a.ends != nil && a.ends(n) {
			w.leave(n.url)
			return nil
		}
		answer, err := a.document(ctx, w, n)
		if err != nil {
			return err
		}
		w.cut = w.cut || w.isPopup && severs(n.url, answer.header)
		next, err := n.redirected(answer)
		if err != nil {
			return err
		}
		if next == nil {
			if err := w.show(n.url, answer); err != nil {
				return err
			}
			return a.arrived(ctx, w)
		}
		n = *next
	}
	return fmt.Errorf("%s redirects without end: more than %d times in a row, the last time to %s", n.url.Host, redirects, plain(n.url))
}

// document sends one request of a navigation.
func (a *Agent) document(ctx context.Context, w *window, n navigation) (reply, error) {
	request, err := http.NewRequestWithContext(as(ctx, w.id, "Document"), n.method, n.url.String(), strings.NewReader(n.body))
	if err != nil {
		return reply{}, fmt.Errorf("going to %s: %w", plain(n.url), withoutAddress(err))
	}
	request.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	request.Header.Set("Accept-Language", "en")
	if n.contentType != "" {
		request.Header.Set("Content-Type", n.contentType)
		request.Header.Set("Origin", n.form.page.Scheme+"://"+n.form.page.Host)
	}
	return a.send(request)
}

// reply is an answer that has been read completely.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// send sends a request and reads its answer. It adds the product's name and the
// cookies, and keeps those of the answer. (A client of package net/http would
// quote the address of a redirect that it cannot read.)
func (a *Agent) send(request *http.Request) (reply, error) {
	request.Header.Set("User-Agent", Version)
	for _, cookie := range a.http.Jar.Cookies(request.URL) {
		request.AddCookie(cookie)
	}
	answer, err := a.record.RoundTrip(request)
	if err != nil {
		return reply{}, unanswered(request, err)
	}
	defer func() { _ = answer.Body.Close() }()
	a.http.Jar.SetCookies(request.URL, answer.Cookies())
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return reply{}, unanswered(request, err)
	}
	return reply{answer.StatusCode, answer.Header, body}, nil
}

// redirected is the navigation that an answer leads to; nil: it is a document.
// After 303, and after a POST that is answered by 301 or 302, it is a GET (Fetch
// standard).
func (n navigation) redirected(answer reply) (*navigation, error) {
	location := answer.header.Get("Location")
	switch answer.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	if location == "" {
		return nil, nil
	}
	target, err := n.url.Parse(location)
	if err != nil || target.Host == "" || target.Scheme != "http" && target.Scheme != "https" {
		return nil, fmt.Errorf("%s redirects to what is no address of the web", plain(n.url))
	}
	if target.Path == "" {
		target.Path = "/"
	}
	next := navigation{method: n.method, url: target, body: n.body, contentType: n.contentType, form: n.form}
	keeps := answer.status == http.StatusTemporaryRedirect || answer.status == http.StatusPermanentRedirect
	if !keeps && (n.method == http.MethodPost || answer.status == http.StatusSeeOther) {
		next.method, next.body, next.contentType = http.MethodGet, "", ""
	}
	return &next, nil
}

// withoutAddress takes the address off an error: its query may hold secrets.
func withoutAddress(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}
