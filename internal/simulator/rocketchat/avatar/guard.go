package avatar

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// forbidden reports whether the guard against server-side request forgery
// refuses the address: private and loopback addresses, names without a dot or
// with a top-level domain that is not alphabetic (§6.2), unless allowList names
// the host or its network.
//
// Names are not resolved: inside the simulator every name leads to loopback,
// while the names of a real deployment lead to public addresses.
func forbidden(address, allowList string) bool {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return true
	}
	host := u.Hostname()
	if allowed(host, allowList) {
		return false
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return !public(ip.Unmap())
	}
	return !regexp.MustCompile(`\.[A-Za-z]+$`).MatchString(host)
}

func public(ip netip.Addr) bool {
	return ip.IsGlobalUnicast() && !ip.IsPrivate()
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
