package keycloak

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// realm is the part of Keycloak's RealmRepresentation that we use. Keycloak
// gives a realm without client scopes its default ones, and with them the
// claims of the scopes profile and email.
type realm struct {
	Realm   string   `json:"realm"`
	Enabled bool     `json:"enabled"`
	Clients []client `json:"clients,omitempty"`
	Users   []user   `json:"users,omitempty"`
}

type client struct {
	ClientID                  string   `json:"clientId"`
	Name                      string   `json:"name,omitempty"`
	Enabled                   bool     `json:"enabled"`
	Protocol                  string   `json:"protocol"`
	PublicClient              bool     `json:"publicClient"`
	ClientAuthenticatorType   string   `json:"clientAuthenticatorType"`
	Secret                    string   `json:"secret"`
	StandardFlowEnabled       bool     `json:"standardFlowEnabled"`
	DirectAccessGrantsEnabled bool     `json:"directAccessGrantsEnabled"`
	RedirectURIs              []string `json:"redirectUris"`
}

func confidential(c Client) client {
	return client{
		ClientID: c.ID, Name: c.Name, Enabled: true, Protocol: "openid-connect",
		ClientAuthenticatorType: "client-secret", Secret: c.Secret,
		StandardFlowEnabled: true, RedirectURIs: c.RedirectURIs,
	}
}

type user struct {
	Username      string       `json:"username"`
	Enabled       bool         `json:"enabled"`
	Email         string       `json:"email,omitempty"`
	EmailVerified bool         `json:"emailVerified"`
	FirstName     string       `json:"firstName,omitempty"`
	LastName      string       `json:"lastName,omitempty"`
	Credentials   []credential `json:"credentials"`
}

type credential struct {
	Type      string `json:"type"`
	Value     string `json:"value"`
	Temporary bool   `json:"temporary"` // true: to be changed at the first login
}

func enabled(p Person) user {
	return user{
		Username: p.Username, Enabled: true, Email: p.Email, EmailVerified: p.EmailVerified,
		FirstName: p.GivenName, LastName: p.FamilyName,
		Credentials: []credential{{Type: "password", Value: p.Password}},
	}
}

// render writes the realm as Keycloak imports it. Keycloak replaces ${…} by
// variables of its environment there, so that such text would not arrive.
func (r realm) render() ([]byte, error) {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the realm %s: %w", r.Realm, err)
	}
	if bytes.Contains(content, []byte("${")) {
		return nil, errors.New("a realm cannot be imported with ${ in its clients and people: Keycloak takes it for a variable")
	}
	return append(content, '\n'), nil
}
