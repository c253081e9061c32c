package protocol

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"gonogo/internal/release"
)

// state travels to the provider and back (§3.1). The order of its fields is the
// web client's.
type state struct {
	LoginStyle      string `json:"loginStyle"`
	CredentialToken string `json:"credentialToken"`
	IsCordova       bool   `json:"isCordova"`
	RedirectURL     string `json:"redirectUrl,omitempty"`
}

// encoded is base64 of JSON without escapes for HTML, as JSON.stringify writes it.
func (s state) encoded() (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return "", fmt.Errorf("encoding the state: %w", err)
	}
	return base64.StdEncoding.EncodeToString([]byte(strings.TrimSuffix(b.String(), "\n"))), nil
}

// credentialToken has 43 characters of 6 random bits each (§3.1).
func credentialToken() string {
	raw := make([]byte, 33)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)[:43]
}

// authorizeURL is where the button of a service leads.
func (c *Chat) authorizeURL(s service, encodedState string) (*url.URL, error) {
	return s.authorizeURL(c.release(), c.redirectURI(s), encodedState)
}

// authorizeURL has its parameters in the web client's order (§3.1). The client id
// is not encoded; before 3.4 nothing is.
func (s service) authorizeURL(r release.Release, redirectURI, encodedState string) (*url.URL, error) {
	encode := encodeURIComponent
	if !r.Has(release.AuthorizeEncoded) {
		encode = func(text string) string { return text }
	}
	at := s.AuthorizePath
	if !strings.HasPrefix(at, "http://") && !strings.HasPrefix(at, "https://") {
		at = s.ServerURL + at
	}
	separator := "?"
	if strings.Contains(at, "?") {
		separator = "&"
	}
	u, err := url.Parse(at + separator + "client_id=" + s.ClientID + "&redirect_uri=" + encode(redirectURI) +
		"&response_type=code&state=" + encode(encodedState) + "&scope=" + encode(s.Scope))
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("the service %s leads to what is no address of the web", s.Key)
	}
	u.RawQuery = queryEncoded(u.RawQuery)
	return u, nil
}

// queryEncoded encodes what a browser encodes in a query that it is given (URL
// standard, special-query percent-encode set).
func queryEncoded(query string) string {
	var b strings.Builder
	for _, c := range []byte(query) {
		if c <= ' ' || c > '~' || strings.IndexByte(`"#<>'`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// redirectURI is on the address bar's host (§14.7). An empty login style adds
// ?close where the release does that.
func (c *Chat) redirectURI(s service) string {
	uri := strings.TrimSuffix(c.base.String(), "/") + "/_oauth/" + s.Key
	if s.LoginStyle == "" && c.release().Has(release.CloseOnRedirectURI) {
		uri += "?close"
	}
	return uri
}

// encodeURIComponent is JavaScript's function of that name.
func encodeURIComponent(text string) string {
	escaped := strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
	return strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*").Replace(escaped)
}
