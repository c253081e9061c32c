package fault

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"gonogo/internal/guide"
)

// Paths tell a provider's endpoints apart by their paths ("/acme/token").
// Pictures is the folder of people's pictures; empty: the provider has none.
type Paths struct {
	Authorize, Token, UserInfo string
	Pictures                   string
}

// PathsOf are the paths that a guide leads Rocket.Chat to; where it is silent,
// Rocket.Chat's defaults hold (§1.2).
func PathsOf(g *guide.Guide, pictures string) (Paths, error) {
	p := Paths{Pictures: pictures}
	for _, one := range []struct {
		path      *string
		topic     guide.Topic
		byDefault string
	}{
		{&p.Authorize, "authorize-path", "/oauth/authorize"},
		{&p.Token, "token-path", "/oauth/token"},
		{&p.UserInfo, "identity-path", "/me"},
	} {
		said, _ := g.Setting(one.topic)
		u, err := url.Parse(absolute(g.ProviderURL, cmp.Or(said, one.byDefault)))
		if err != nil {
			return Paths{}, fmt.Errorf("reading the guide's %s: %w", one.topic, err)
		}
		*one.path = u.Path
	}
	return p, nil
}

// absolute joins address and path as Rocket.Chat does (§3.1).
func absolute(address, path string) string {
	if strings.Contains(path, "://") {
		return path
	}
	return address + path
}

// Of is the path of an endpoint; empty for the whole host.
func (p Paths) Of(endpoint string) string {
	return map[string]string{Authorize: p.Authorize, Token: p.Token, UserInfo: p.UserInfo, Picture: p.Pictures}[endpoint]
}

// Covers tells whether a path belongs to an endpoint. A slash at the end makes no
// difference: some providers redirect to it.
func (p Paths) Covers(endpoint, path string) bool {
	mine := p.Of(endpoint)
	switch endpoint {
	case Host:
		return true
	case Picture:
		return mine != "" && strings.HasPrefix(path, mine)
	}
	return mine != "" && strings.TrimSuffix(path, "/") == strings.TrimSuffix(mine, "/")
}
