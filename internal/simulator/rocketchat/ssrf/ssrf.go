// Package ssrf is Rocket.Chat's guard against server-side request forgery: hosts
// that the server does not fetch from, because they may be inside its own
// network (§4.2, §6.2).
package ssrf

import (
	"net/netip"
	"regexp"
)

// Refuses reports whether the guard refuses a host (without port): private and
// loopback addresses, names without a dot or with a top-level domain that is not
// alphabetic.
//
// Names are not resolved: inside the simulator every name leads to loopback,
// while the names of a real deployment lead to public addresses.
func Refuses(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return !ip.IsGlobalUnicast() || ip.IsPrivate()
	}
	return !regexp.MustCompile(`\.[A-Za-z]+$`).MatchString(host)
}
