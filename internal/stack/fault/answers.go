package fault

import (
	"io"
	"net/http"
	"net/url"
)

// before is the failure in front of what would answer without it.
func (p *plant) before(next http.Handler) http.Handler {
	switch p.fault.Kind {
	case Refused, Reset:
		return http.HandlerFunc(hangUp)
	case Silent:
		return http.HandlerFunc(p.keepSilent)
	case ErrorIn200:
		return fixed(http.StatusOK, mediaJSON, `{"error":"invalid_grant","error_description":"The code is not known."}`)
	case NoAccessToken:
		return edited(next, withoutAccessToken)
	case NoID:
		return edited(next, withoutID)
	case BasicRefused:
		return refusing(next, comesWithBasic, `Basic realm="provider"`, invalidClient)
	case PostRefused:
		return refusing(next, comesWithSecret, "", invalidClient)
	case QueryRefused:
		return refusing(next, comesWithoutHeader, `Bearer error="invalid_request"`, invalidToken)
	case LoginRequired, ServerError:
		return p.sendingBack()
	}
	return p.fault.Kind.answer()
}

const (
	mediaHTML = "text/html; charset=utf-8"
	mediaJSON = "application/json"

	invalidClient = `{"error":"invalid_client","error_description":"Client authentication failed."}`
	invalidToken  = `{"error":"invalid_request","error_description":"The access token belongs in the header Authorization."}`
)

// answer is the same whatever is asked. The JSON of Malformed breaks off where a
// value should begin: of all ways to break off, engines of all ages name this one
// alike.
func (k Kind) answer() http.Handler {
	switch k {
	case FailingJSON:
		return fixed(http.StatusInternalServerError, mediaJSON, `{"error":"server_error","error_description":"Something went wrong."}`)
	case NotFound:
		return fixed(http.StatusNotFound, mediaHTML, page("Not Found"))
	case HTML:
		return fixed(http.StatusOK, mediaHTML, page("Hello"))
	case Empty:
		return fixed(http.StatusOK, "", "")
	case Malformed:
		return fixed(http.StatusOK, mediaJSON, `{"token_type":"Bearer","access_token":`)
	}
	return fixed(http.StatusInternalServerError, mediaHTML, page("Internal Server Error"))
}

func page(title string) string {
	return "<!DOCTYPE html><title>" + title + "</title><h1>" + title + "</h1>"
}

func fixed(status int, contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		// nil: net/http must not guess a type for an answer that has none.
		w.Header()["Content-Type"] = nil
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may be gone
	})
}

// hangUp ends the connection without an answer. The body is read before: what is
// left unread would turn the end into another error at the client.
func hangUp(_ http.ResponseWriter, r *http.Request) {
	drain(r)
	panic(http.ErrAbortHandler)
}

// keepSilent waits for the client to give up, or for the failure to be mended.
// Only once the body is read does the server notice that the client has gone.
func (p *plant) keepSilent(_ http.ResponseWriter, r *http.Request) {
	drain(r)
	select {
	case <-r.Context().Done():
	case <-p.mended:
	}
	panic(http.ErrAbortHandler)
}

// maxBody is far above any form that a login sends, in bytes.
const maxBody = 1 << 16

func drain(r *http.Request) { _, _ = io.Copy(io.Discard, io.LimitReader(r.Body, maxBody)) } // the connection ends anyway

// sendingBack redirects to the client at once, as from a page that the provider
// never showed (RFC 6749 §4.1.2.1).
func (p *plant) sendingBack() http.Handler {
	code := map[Kind]string{LoginRequired: "login_required", ServerError: "server_error"}[p.fault.Kind]
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		back, err := url.Parse(r.FormValue("redirect_uri"))
		if err != nil || back.Host == "" {
			http.Error(w, "redirect_uri is missing.", http.StatusBadRequest)
			return
		}
		query := back.Query()
		query.Set("error", code)
		if state := r.FormValue("state"); state != "" {
			query.Set("state", state)
		}
		back.RawQuery = query.Encode()
		http.Redirect(w, r, back.String(), http.StatusFound)
	})
}
