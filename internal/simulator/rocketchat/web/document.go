package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gonogo/internal/release"
	"gonogo/internal/simulator/seeded"
)

// documentHTML is the page before its script runs. The note is outside of the
// application's element, where no page object looks for anything.
const documentHTML = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rocket.Chat</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{.Prefix}}{{.Style}}">
<script defer src="{{.Prefix}}{{.Script}}"></script>
</head>
<body>
<div id="rocket-chat"></div>
<div id="simulator-note"></div>
<script type="application/json" id="simulated-release">{{.Simulated}}</script>
</body>
</html>
`

// simulated is what the page learns with its document.
type simulated struct {
	Prefix     string              `json:"prefix"`
	Behaviours []release.Behaviour `json:"behaviours"`
	Seeded     []seeded.Name       `json:"seeded,omitempty"`
}

// behaviours lists what the pages need to know of the release.
func behaviours(r release.Release) []release.Behaviour {
	asked := []release.Behaviour{
		release.AuthorizeEncoded, release.LoginFieldUsername, release.SignUpPageServices, release.ButtonColours,
		release.LoginErrorToast, release.LoginErrorKnownIDs, release.LoginErrorReason,
		release.CloseOnRedirectURI, release.CustomButtonDead, release.RedirectLoginLost, release.RESTLoginRace,
	}
	has := []release.Behaviour{}
	for _, b := range asked {
		if r.Has(b) {
			has = append(has, b)
		}
	}
	return has
}

func (p *pages) serveDocument(w http.ResponseWriter, prefix string) {
	var out bytes.Buffer
	err := p.document.Execute(&out, map[string]any{
		"Prefix": prefix, "Script": p.script.path, "Style": p.style.path,
		"Simulated": simulated{Prefix: prefix, Behaviours: behaviours(p.options.Release), Seeded: p.options.Seeded.Names()},
	})
	if err != nil {
		http.Error(w, "rendering the page: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(out.Len()))
	_, _ = out.WriteTo(w) // the browser may be gone
}

// pathPrefix is the path of the workspace's address without trailing slash:
// "/chat" for https://host/chat/, "" for https://host.
func pathPrefix(rootURL string) string {
	u, err := url.Parse(rootURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}
