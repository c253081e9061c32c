package guide

import (
	"strings"
)

// Service is a custom OAuth service as Rocket.Chat names it.
type Service struct {
	Name string // in the ids of settings and in default button texts: "Myidp2"
	Key  string // in the callback's path and in documents: "myidp2"
}

// NewService applies Rocket.Chat's naming rule (§1.1) to the name that a person
// types: lower-case it, drop everything but a-z, 0-9 and the underscore, and
// capitalise the first letter. A name of which nothing is left gives an empty
// Service.
func NewService(typed string) Service {
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, strings.ToLower(typed))
	if key == "" {
		return Service{}
	}
	return Service{Name: strings.ToUpper(key[:1]) + key[1:], Key: key}
}

// SettingID is the id of one of the service's settings; the enable setting has
// no suffix.
func (s Service) SettingID(suffix string) string {
	id := "Accounts_OAuth_Custom-" + s.Name
	if suffix == "" {
		return id
	}
	return id + "-" + suffix
}
