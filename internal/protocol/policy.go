package protocol

import (
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// severs tells whether a document with these headers cuts a popup off from an
// opener that has no policy of its own, as Rocket.Chat's pages have none (HTML
// standard, Cross-Origin-Opener-Policy; providers: Clavex). The policy counts in
// secure contexts only.
func severs(u *url.URL, h http.Header) bool {
	policy, _, _ := strings.Cut(h.Get("Cross-Origin-Opener-Policy"), ";")
	known := []string{"same-origin", "same-origin-allow-popups", "noopener-allow-popups"}
	return secure(u) && slices.Contains(known, strings.TrimSpace(policy))
}

// secure tells whether an address makes a secure context.
func secure(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || ip != nil && ip.IsLoopback() ||
		u.Hostname() == "localhost" || strings.HasSuffix(u.Hostname(), ".localhost")
}

// formAction is where the forms of a page may lead, redirects included: the
// directive form-action of its policies (CSP Level 3). Chromium checks redirects
// too (providers: Clavex).
type formAction struct {
	page     *url.URL // nil: this is no form
	policies [][]string
}

// newFormAction reads a page's policies.
func newFormAction(page *url.URL, h http.Header) formAction {
	f := formAction{page: page}
	for _, header := range h.Values("Content-Security-Policy") {
		for policy := range strings.SplitSeq(header, ",") {
			for directive := range strings.SplitSeq(policy, ";") {
				words := strings.Fields(directive)
				if len(words) > 0 && strings.EqualFold(words[0], "form-action") {
					f.policies = append(f.policies, words[1:])
					break
				}
			}
		}
	}
	return f
}

// allows asks every policy.
func (f formAction) allows(target *url.URL) bool {
	for _, sources := range f.policies {
		if !slices.ContainsFunc(sources, func(s string) bool { return f.matches(strings.ToLower(s), target) }) {
			return false
		}
	}
	return true
}

// matches compares a source expression with an address (CSP Level 3, §6.7.2).
// http in an expression means https too.
func (f formAction) matches(source string, target *url.URL) bool {
	switch {
	case source == "'self'":
		return sameOrigin(f.page, target) || upgraded(f.page.Scheme, target.Scheme) && f.page.Host == target.Host
	case source == "*":
		return target.Scheme == "http" || target.Scheme == "https"
	case strings.HasPrefix(source, "'"):
		return false
	case strings.HasSuffix(source, ":"):
		scheme := strings.TrimSuffix(source, ":")
		return scheme == target.Scheme || upgraded(scheme, target.Scheme)
	}
	scheme, rest, ok := strings.Cut(source, "://")
	if !ok {
		scheme, rest = f.page.Scheme, source
	}
	if scheme != target.Scheme && !upgraded(scheme, target.Scheme) {
		return false
	}
	place, folder, _ := strings.Cut(rest, "/")
	return hostMatches(place, target) && pathMatches(folder, target)
}

func upgraded(from, to string) bool { return from == "http" && to == "https" }

// hostMatches compares "host", "host:port", "host:*" and "*.host".
func hostMatches(place string, target *url.URL) bool {
	host, wanted, _ := strings.Cut(place, ":")
	standard := wanted == "" && (port(target) == "80" || port(target) == "443")
	if wanted != "*" && wanted != port(target) && !standard {
		return false
	}
	name := strings.ToLower(target.Hostname())
	if domain, ok := strings.CutPrefix(host, "*."); ok {
		return strings.HasSuffix(name, "."+domain)
	}
	return name == host
}

// pathMatches: an expression that ends in a slash means everything below it.
func pathMatches(folder string, target *url.URL) bool {
	switch {
	case folder == "":
		return true
	case strings.HasSuffix(folder, "/"):
		return strings.HasPrefix(target.Path, "/"+folder)
	}
	return path.Clean("/"+folder) == path.Clean(target.Path)
}
