package observed

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// idp is a provider whose every answer a case can choose. It asks nobody for a
// password: the authorize endpoint sends the browser back at once. One serves
// all cases at the same time; scripts tell them apart.
type idp struct {
	mu      sync.Mutex
	scripts []*script
}

// script is what the provider does in one login.
type script struct {
	mark, state, code, token string
	identity                 any
	replies                  map[string]Reply

	spent    bool     // the code has been exchanged
	requests []string // as they came, oldest first; see describe
}

// play adds a script; it stays until leave.
func (p *idp) play(s *script) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.scripts = append(p.scripts, s)
}

// leave forgets the scripts of a run.
func (p *idp) leave(mark string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var others []*script
	for _, s := range p.scripts {
		if s.mark != mark {
			others = append(others, s)
		}
	}
	p.scripts = others
}

// seen lists what a script was asked for.
func (p *idp) seen(s *script) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, s.requests...)
}

// ServeHTTP answers by the end of the path, so that any base path works.
func (p *idp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the request cannot be read", http.StatusBadRequest)
		return
	}
	form, _ := url.ParseQuery(string(body)) // anything else has no code
	s, fresh := p.take(r, form)
	if s != nil {
		p.record(s, describe(r, string(body)))
	}
	switch {
	case s == nil:
		http.Error(w, "nobody expects this request", http.StatusUnauthorized)
	case path.Base(r.URL.Path) == "authorize":
		s.sendBack(w, r)
	case path.Base(r.URL.Path) == "token":
		s.exchange(w, fresh)
	case path.Base(r.URL.Path) == "picture.png":
		sendPicture(w)
	default:
		s.tell(w, r)
	}
}

func (p *idp) record(s *script, request string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.requests = append(s.requests, request)
}

// take finds the script that a request belongs to: by state, code or token, else
// by the run's mark in the address. fresh says that the code comes for the first
// time.
func (p *idp) take(r *http.Request, form url.Values) (s *script, fresh bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	address := r.URL.RequestURI()
	bearer := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	for _, candidate := range p.scripts {
		own := r.URL.Query().Get("state") == candidate.state || form.Get("code") == candidate.code ||
			bearer == candidate.token || strings.Contains(address, candidate.token)
		if own {
			s = candidate
		}
	}
	for _, candidate := range slices.Backward(p.scripts) {
		if s == nil && strings.Contains(address, candidate.mark) {
			s = candidate
		}
	}
	if s != nil && form.Has("code") {
		fresh, s.spent = !s.spent, true
	}
	return s, fresh
}

// sendBack returns to the redirect URI with code and state, as a provider that
// builds the address properly does.
func (s *script) sendBack(w http.ResponseWriter, r *http.Request) {
	to, err := url.Parse(r.URL.Query().Get("redirect_uri"))
	if err != nil {
		http.Error(w, "redirect_uri is no address", http.StatusBadRequest)
		return
	}
	query := to.Query()
	query.Set("code", s.code)
	query.Set("state", s.state)
	to.RawQuery = query.Encode()
	http.Redirect(w, r, to.String(), http.StatusFound)
}

// exchange gives the access token for a code, once.
func (s *script) exchange(w http.ResponseWriter, fresh bool) {
	if reply, chosen := s.replies["token"]; chosen {
		reply.send(w)
		return
	}
	if !fresh {
		Reply{Status: http.StatusBadRequest, Body: `{"error":"invalid_grant"}`}.send(w)
		return
	}
	Reply{Body: `{"access_token":"` + s.token + `","id_token":"it-` + s.token + `","expires_in":3600,"token_type":"Bearer"}`}.send(w)
}

// tell answers with the identity document to whoever brings the token.
func (s *script) tell(w http.ResponseWriter, r *http.Request) {
	if !strings.Contains(r.URL.RawQuery+r.Header.Get("Authorization"), s.token) {
		Reply{Status: http.StatusUnauthorized, Body: `{"error":"invalid_token"}`}.send(w)
		return
	}
	if reply, chosen := s.replies["identity"]; chosen {
		reply.send(w)
		return
	}
	raw, err := json.Marshal(s.identity)
	if err != nil {
		http.Error(w, "the identity is no JSON", http.StatusInternalServerError)
		return
	}
	Reply{Body: string(raw)}.send(w)
}

func (r Reply) send(w http.ResponseWriter) {
	if r.Reset {
		panic(http.ErrAbortHandler) // drops the connection
	}
	kind := r.Type
	if kind == "" {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	if r.Status != 0 {
		w.WriteHeader(r.Status)
	}
	_, _ = io.WriteString(w, r.Body) // the client may be gone
}

// describe writes a request down as the document does: path, names of the
// parameters in their order, and how the client showed who it is. Values are
// left out but for two that tell something.
func describe(r *http.Request, body string) string {
	line := r.Method + " " + r.URL.Path
	if r.URL.RawQuery != "" {
		line += "?" + parameters(r.URL.RawQuery)
	}
	if body != "" {
		line += " " + parameters(body)
	}
	switch scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " "); {
	case rest == "undefined":
		line += " " + scheme + " undefined"
	case scheme != "":
		line += " " + scheme
	}
	return line
}

func parameters(query string) string {
	var names []string
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if value == "undefined" {
			name += "=undefined"
		}
		if strings.HasSuffix(value, url.QueryEscape("?close")) {
			name += "=…?close"
		}
		names = append(names, name)
	}
	return strings.Join(names, ",")
}
