package avatar

import (
	"net/netip"
	"net/url"
	"strings"

	"gonogo/internal/simulator/rocketchat/ssrf"
)

// forbidden reports whether the server refuses to fetch a picture from there:
// [ssrf.Refuses] the host, and allowList names neither it nor its network.
func forbidden(address, allowList string) bool {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return true
	}
	host := u.Hostname()
	return ssrf.Refuses(host) && !allowed(host, allowList)
}

// allowed reports whether the list (setting SSRF_Allowlist: hosts, addresses
// and networks, separated by commas or white space) names the host.
func allowed(host, list string) bool {
	entries := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	ip, ipErr := netip.ParseAddr(host)
	for _, entry := range entries {
		if strings.EqualFold(entry, host) {
			return true
		}
		if network, err := netip.ParsePrefix(entry); err == nil && ipErr == nil && network.Contains(ip) {
			return true
		}
	}
	return false
}
