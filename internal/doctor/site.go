package doctor

import (
	"fmt"
	"net/url"
	"strings"

	"gonogo/internal/doctor/diagnosis"
	"gonogo/internal/guide"
)

// judgeSite compares the address that Rocket.Chat has of itself with the one
// that people type: the browser takes its own for the authorize request, the
// server takes Site_Url for the token request (§8, §14.5, §14.7).
func (e *examination) judgeSite() {
	site := strings.TrimRight(e.text(siteURL), "/")
	if site == "" {
		e.unseen("the setting %s, which the server did not show", siteURL)
		return
	}
	if what := unlike(site, e.URL); what != "" {
		e.find(guide.TopicWorkspaceURL, diagnosis.Finding{
			Cause: diagnosis.SiteURLDiffers, Where: siteURL, Found: site, Wanted: e.URL,
			Problem: fmt.Sprintf("Rocket.Chat takes itself to be at another %s than people type: the browser names one address to the provider, the server the other.", what),
			Fix: fmt.Sprintf("%s: set Site_Url to %s. A stored Site_Url beats ROOT_URL, so that a restart with another ROOT_URL changes nothing.",
				e.siteFix(), e.URL),
		})
	}
}

// siteFix is what the guide says about it, if it does.
func (e *examination) siteFix() string {
	for _, s := range e.Guide.About(guide.TopicWorkspaceURL) {
		if s.Fix != "" {
			return s.Fix
		}
	}
	return "Let ROOT_URL be the exact address that people type, with its protocol"
}

// unlike names the first part in which two addresses of a workspace differ;
// empty: none.
func unlike(site, typed string) string {
	a, errA := url.Parse(site)
	b, errB := url.Parse(typed)
	switch {
	case errA != nil || errB != nil:
		return "address"
	case a.Scheme != b.Scheme:
		return "protocol"
	case !strings.EqualFold(a.Hostname(), b.Hostname()):
		return "host"
	case origin(site) != origin(typed):
		return "port"
	case strings.TrimRight(a.Path, "/") != strings.TrimRight(b.Path, "/"):
		return "path"
	}
	return ""
}

// siteDiffers tells whether the two addresses differ.
func (e *examination) siteDiffers() bool {
	site := strings.TrimRight(e.text(siteURL), "/")
	return site != "" && unlike(site, e.URL) != ""
}
