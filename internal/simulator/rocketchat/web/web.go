// Package web serves the pages of the simulated Rocket.Chat and the two scripts
// that end an OAuth login in the browser.
//
// Like the real client, the pages are one application: every address answers
// the same document, and the script in client/ decides what to show. There are
// two generations of markup, Blaze and React-like, chosen by
// [release.ReactLoginPage] (§9, §14.2, observed §J). The pages talk to the
// server over its REST API only: settings.public, settings.oauth, me,
// method.callAnon/login, method.call/{logout,setUsername,setUserPassword,saveUserProfile},
// users.getUsernameSuggestion, users.register, users.forgotPassword,
// users.2fa.sendEmailCode, users.updateOwnBasicInfo, users.setAvatar,
// users.resetAvatar, users.setStatus and users.removeOtherTokens.
package web

import (
	"html/template"
	"net/http"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// Options shape the pages. Release and RootURL are needed.
type Options struct {
	Release release.Release
	// RootURL is ROOT_URL at the start; its path is the prefix of every address.
	RootURL func() string
	// Seeded are bugs that the pages have.
	Seeded seeded.Set
}

// Paths of the scripts that Meteor's callback page loads (§7.1).
const (
	endOfPopupPath    = "/packages/oauth/end_of_popup_response.js"
	endOfRedirectPath = "/packages/oauth/end_of_redirect_response.js"
)

// pages is the handler of one workspace.
type pages struct {
	options       Options
	document      *template.Template
	script, style asset
	files         map[string]asset // by path below the prefix
}

// New returns the handler of all pages. It expects paths as the browser sends
// them, with the prefix of RootURL, and answers 404 outside of that prefix. Below
// it, every GET that names no file gets the application, as with Meteor.
func New(o Options) http.Handler {
	p := &pages{
		options:  o,
		document: template.Must(template.New("document").Parse(documentHTML)),
		script:   newAsset("client.js", "text/javascript", bundle(o.Release)),
		style:    newAsset("client.css", "text/css", styleSheet(o.Release)),
	}
	p.files = map[string]asset{
		p.script.path:     p.script,
		p.style.path:      p.style,
		endOfPopupPath:    {contentType: "text/javascript", body: mustRead("client/end_of_popup.js")},
		endOfRedirectPath: {contentType: "text/javascript", body: mustRead("client/end_of_redirect.js")},
	}
	return p
}

// ServeHTTP answers GET and HEAD.
func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	prefix := pathPrefix(p.options.RootURL())
	path, inside := strings.CutPrefix(r.URL.Path, prefix)
	if !inside || (path != "" && path[0] != '/') {
		http.NotFound(w, r)
		return
	}
	if file, ok := p.files[path]; ok {
		file.serve(w, r)
		return
	}
	p.serveDocument(w, prefix)
}
