package trial

import (
	"cmp"
	"errors"
	"regexp"

	"gonogo/internal/rocketchat"
	"gonogo/internal/simulator/rocketchat/identity"
)

// config reads a login service as settings.oauth shows it (§1.3).
type config rocketchat.Service

func (c config) text(field string) string {
	text, _ := c[field].(string)
	return text
}

func (c config) on(field string) bool { return c[field] == true }

// endpoint is the address of a path: an absolute one stays, any other is put behind
// the service's URL as it is (§3.1).
func (c config) endpoint(field string) string {
	if path := c.text(field); regexp.MustCompile(`^https?://`).MatchString(path) {
		return path
	}
	return c.text("serverURL") + c.text(field)
}

// The ways of sending something, as the settings name them.
const (
	byHeader  = "header"
	byPayload = "payload"
)

// other is the other way.
func other(way string) string {
	if way == byHeader {
		return byPayload
	}
	return byHeader
}

// tokenWay is how the client's secret goes to the token endpoint.
func (c config) tokenWay() string {
	if c.text("tokenSentVia") == byHeader {
		return byHeader
	}
	return byPayload
}

// identityWay is how the access token goes to the identity endpoint: by default as
// the secret goes (observed §F).
func (c config) identityWay() string {
	switch c.text("identityTokenSentVia") {
	case byHeader:
		return byHeader
	case "", "default":
		return c.tokenWay()
	}
	return byPayload
}

// tokenParameter is the query's name for the access token.
func (c config) tokenParameter() string {
	return cmp.Or(c.text("accessTokenParam"), "access_token")
}

// fields are the mapped claims.
func (c config) fields() identity.Config {
	return identity.Config{
		UsernameField: c.text("usernameField"), EmailField: c.text("emailField"),
		AvatarField: c.text("avatarField"), NameField: c.text("nameField"),
	}
}

// check says what a case lacks.
func (c Case) check() error {
	switch {
	case c.Guide == nil:
		return errors.New("a trial needs the provider's guide, which says what its pages are like")
	case len(c.Service) == 0:
		return errors.New("a trial needs the login service as settings.oauth shows it")
	case c.Person.Login == "" || c.Person.Password == "":
		return errors.New("a trial needs a test person with login and password")
	}
	return nil
}
