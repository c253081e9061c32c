package protocol

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// State is what Rocket.Chat's web client has packed into the parameter state (§3.1).
// A part that is missing is empty.
type State struct {
	LoginStyle      string `json:"loginStyle"`
	CredentialToken string `json:"credentialToken"`
	RedirectURL     string `json:"redirectUrl"`
}

// ReadState unpacks a parameter state, as it stands after URL-decoding; false if it
// is not of the web client's form.
func ReadState(encoded string) (State, bool) {
	standard := strings.NewReplacer("-", "+", "_", "/", " ", "+").Replace(strings.TrimRight(encoded, "="))
	raw, err := base64.RawStdEncoding.DecodeString(standard)
	var s State
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return State{}, false
	}
	return s, true
}

// Callback is what the page of a callback tells its script (§7.1), without the
// credential itself.
type Callback struct {
	Credential  bool   // one is handed out
	RedirectURL string // where the script of the redirect style goes on to
	Style       string // "popup" or "redirect", by the script; empty: neither is there
}

// ReadCallback reads the page that ends a callback; false if it is none.
func ReadCallback(page string) (Callback, bool) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return Callback{}, false
	}
	h, err := readHandover(&window{root: root})
	if err != nil {
		return Callback{}, false
	}
	c := Callback{Credential: h.SetCredentialToken, RedirectURL: h.RedirectURL}
	for _, style := range []string{"popup", "redirect"} {
		script := func(n *html.Node) bool {
			return strings.HasSuffix(attribute(n, "src"), "/end_of_"+style+"_response.js")
		}
		if firstAnywhere(root, script) != nil {
			c.Style = style
		}
	}
	return c, true
}

// Refusal is how Rocket.Chat refuses a login. A plain error of the server may
// have neither part (§14.5).
type Refusal struct {
	ID     string // "totp-required", or a number of Meteor's: "401"
	Reason string
	Method string // of a second factor: "email", "totp", "password"
}

// ReadLogin reads the answer to a login call over REST: of a DDP method, as the web
// client calls it, or of the REST API's own login (§2.1). It is nil if the login
// was accepted. The error says that the answer is none of Rocket.Chat's.
func ReadLogin(answer []byte) (*Refusal, error) {
	var own struct {
		Status  string          `json:"status"`
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Details json.RawMessage `json:"details"`
	}
	if json.Unmarshal(answer, &own) == nil && own.Status != "" {
		if own.Status == "success" {
			return nil, nil
		}
		return newRefusal(&methodError{ID: own.Error, Reason: &own.Message, Details: own.Details}), nil
	}
	_, refused, err := readResult(answer)
	if err != nil || refused == nil {
		return nil, err
	}
	return newRefusal(refused), nil
}

func newRefusal(e *methodError) *Refusal {
	r := new(Refusal)
	if text, ok := e.id(); ok {
		r.ID = text
	} else if string(e.ID) != "null" {
		r.ID = string(e.ID)
	}
	if e.Reason != nil {
		r.Reason = *e.Reason
	}
	var details struct {
		Method string `json:"method"`
	}
	_ = json.Unmarshal(e.Details, &details) // details of another form name no method
	r.Method = details.Method
	return r
}

// Severs tells whether a document with these headers cuts a popup off from
// Rocket.Chat's page.
func Severs(page *url.URL, h http.Header) bool { return severs(page, h) }

// FormMayLead tells whether the policies of a page let its forms lead to an address,
// directly or by redirects.
func FormMayLead(page *url.URL, h http.Header, target *url.URL) bool {
	return newFormAction(page, h).allows(target)
}
