package fault

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// refusing answers 401 to the requests that it is about, and passes the others on.
func refusing(next http.Handler, about func(*http.Request) bool, challenge, body string) http.Handler {
	refusal := fixed(http.StatusUnauthorized, mediaJSON, body)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !about(r) {
			next.ServeHTTP(w, r)
			return
		}
		if challenge != "" {
			w.Header().Set("WWW-Authenticate", challenge)
		}
		refusal.ServeHTTP(w, r)
	})
}

func comesWithBasic(r *http.Request) bool {
	_, _, ok := r.BasicAuth()
	return ok
}

// comesWithSecret looks into the form and gives it back unread.
func comesWithSecret(r *http.Request) bool {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), r.Body))
	if err != nil {
		return false
	}
	form, _ := url.ParseQuery(string(body)) // takes what is readable
	return form.Has("client_secret")
}

// comesWithoutHeader is whoever brings the token elsewhere: the parameter of the
// query has the name that Rocket.Chat's settings give it.
func comesWithoutHeader(r *http.Request) bool {
	scheme, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return !strings.EqualFold(scheme, "Bearer")
}
