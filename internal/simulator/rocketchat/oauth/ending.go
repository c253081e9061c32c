package oauth

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// ending is how a callback ends for the browser.
type ending struct {
	style         string // "popup" or "redirect"
	token, secret string // both empty: no credential
	redirectURL   string
	isCordova     bool
}

// render makes the page for a callback that went through; without a usable
// token and secret it carries no credential.
func (e *Engine) render(q query, secret string) (string, error) {
	if q["only_credential_secret_for_test"] != "" {
		return secret, nil
	}
	style, err := e.loginStyle(q)
	if err != nil {
		return "", err
	}
	end := ending{style: style}
	if q["error"] == "" {
		if token, _ := e.credentialToken(q); safe(token) && safe(secret) {
			end.token, end.secret = token, secret
		}
	}
	return e.endWithQuery(q, end)
}

func safe(text string) bool { return regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(text) }

// endWithQuery adds what the state says. A redirect to another host than the
// workspace's gets no credential and leads to the workspace instead.
func (e *Engine) endWithQuery(q query, end ending) (string, error) {
	if end.style == "redirect" {
		s, _ := e.state(q) // readable, or the style would be popup
		if s.RedirectURL == nil {
			// Up to Meteor 2 the text names another function; the text is that of 7.1.0.
			return "", wording("Cannot read properties of undefined (reading 'startsWith')")
		}
		end.redirectURL = *s.RedirectURL
		if !e.ownAddress(end.redirectURL) {
			end.redirectURL, end.token, end.secret = e.rootURL(), "", ""
		}
	}
	end.isCordova = e.isCordova(q)
	return e.endOfLogin(end)
}

// ownAddress accepts the root URL, and its variant with 127.0.0.1 for localhost (§8).
func (e *Engine) ownAddress(address string) bool {
	root := e.rootURL()
	local := regexp.MustCompile(`^http://localhost([:/].*)`).ReplaceAllString(root, "http://127.0.0.1$1")
	return strings.HasPrefix(address, root) || strings.HasPrefix(address, local) || e.seeded.Has(seeded.ForeignRedirect)
}

// rootURL is the setting Site_Url with a slash at the end; the setting beats
// ROOT_URL (§14.7).
func (e *Engine) rootURL() string {
	return strings.TrimSuffix(e.settings.String("Site_Url"), "/") + "/"
}

// redirectURI is the address that the token request names.
func (e *Engine) redirectURI(s service) string {
	uri := e.namedRoot() + "_oauth/" + s.key
	if s.text("loginStyle") != "" || !e.release.Has(release.CloseOnRedirectURI) {
		return uri
	}
	e.log("Automatically added ?close to 'redirect_uri' for " + s.key + ", this behavior will be removed in v5.0.0.")
	return uri + "?close"
}

// pageConfig is the JSON of div#config, in Meteor's order.
type pageConfig struct {
	SetCredentialToken bool   `json:"setCredentialToken"`
	CredentialToken    string `json:"credentialToken,omitempty"`
	CredentialSecret   string `json:"credentialSecret,omitempty"`
	StoragePrefix      string `json:"storagePrefix"`
	RedirectURL        string `json:"redirectUrl,omitempty"`
	IsCordova          bool   `json:"isCordova"`
}

// endOfLogin renders the page of §7.1.
func (e *Engine) endOfLogin(end ending) (string, error) {
	config, err := encode(pageConfig{
		SetCredentialToken: end.token != "" && end.secret != "",
		CredentialToken:    escape(end.token),
		CredentialSecret:   escape(end.secret),
		StoragePrefix:      escape("Meteor.oauth.credentialSecret-"),
		RedirectURL:        escape(end.redirectURL),
		IsCordova:          end.isCordova,
	})
	if err != nil {
		return "", err
	}
	script := e.prefix + "/packages/oauth/end_of_" + end.style + "_response.js"
	return "<!DOCTYPE html>\n<html>\n<head></head>\n<body>\n" +
		`<div id="config" style="display:none;">` + config + "</div>\n" +
		`<script type="text/javascript" src="` + script + `"></script>` + "\n</body>\n</html>\n", nil
}

// encode is JSON.stringify: HTML characters stay, they were escaped before.
func encode(config pageConfig) (string, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(config)
	return strings.TrimSpace(b.String()), err
}

// escape makes a text harmless inside HTML, the slash included.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "/", "&#x2F;").Replace(text)
}
