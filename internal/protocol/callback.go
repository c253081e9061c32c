package protocol

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
)

// handover is what the callback's page gives to its script: the JSON in
// div#config (§7.1).
type handover struct {
	SetCredentialToken bool   `json:"setCredentialToken"`
	CredentialToken    string `json:"credentialToken"`
	CredentialSecret   string `json:"credentialSecret"`
	RedirectURL        string `json:"redirectUrl"`
}

// readHandover reads the page that ends a callback. Its texts are escaped for
// HTML inside of the JSON, the slash included.
func readHandover(w *window) (handover, error) {
	node := firstAnywhere(w.root, id("config"))
	if node == nil {
		return handover{}, fmt.Errorf("the callback's page, %s, has no div#config", w.describe())
	}
	var h handover
	if err := json.Unmarshal([]byte(textOf(node)), &h); err != nil {
		return handover{}, fmt.Errorf("div#config of the callback's page, %s, holds no readable JSON", w.describe())
	}
	for _, text := range []*string{&h.CredentialToken, &h.CredentialSecret, &h.RedirectURL} {
		*text = html.UnescapeString(*text)
	}
	if h.SetCredentialToken && (h.CredentialToken == "" || h.CredentialSecret == "") {
		return handover{}, fmt.Errorf("the callback's page, %s, promises a credential and has none", w.describe())
	}
	return h, nil
}

// isCallback tells whether a window shows the answer of a callback.
func (a *Agent) isCallback(w *window) bool {
	return a.atChat(w.url) && strings.HasPrefix(w.url.Path, strings.TrimSuffix(a.chat.base.Path, "/")+"/_oauth/")
}

// finishCallback does what the script of the callback's page does: it hands the
// credential over, and closes the popup or goes back to where the person was.
func (a *Agent) finishCallback(ctx context.Context, w *window) error {
	h, err := readHandover(w)
	if err != nil {
		return err
	}
	if h.SetCredentialToken {
		a.secrets[h.CredentialToken] = h.CredentialSecret
	}
	if w.isPopup {
		w.closed = true
		return nil
	}
	if h.RedirectURL == "" {
		return nil // the script of a popup stays where it may not close the window
	}
	target, err := url.Parse(h.RedirectURL)
	if err != nil || target.Host == "" {
		return fmt.Errorf("the callback's page, %s, leads to what is no address of the web", w.describe())
	}
	return a.visit(ctx, w, target)
}
