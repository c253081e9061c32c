package contained

import (
	"maps"
	"net/url"
	"slices"
)

// sites are the guide's hosts with the part that answers there.
func (c cell) sites() map[string]string {
	all := map[string]string{host(c.guide.RocketChatURL): partRocketChat + ":3000"}
	if upstream := c.identity.upstream(); upstream != "" {
		all[host(c.guide.ProviderURL)] = upstream
	}
	return all
}

// hosts are the names that lead to the gateway.
func (c cell) hosts() []string { return slices.Sorted(maps.Keys(c.sites())) }

// host is the host of an address of a guide, which has been checked to be one.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
