package dex

import (
	"encoding/json"
	"fmt"
)

// config is the part of Dex's configuration that we use, as JSON, which Dex
// reads as well as YAML (cmd/dex/config.go and storage.Client at v2.45.1).
type config struct {
	Issuer           string     `json:"issuer"`
	Storage          storage    `json:"storage"`
	Web              web        `json:"web"`
	OAuth2           oauth2     `json:"oauth2"`
	EnablePasswordDB bool       `json:"enablePasswordDB"`
	StaticClients    []client   `json:"staticClients,omitempty"`
	StaticPasswords  []password `json:"staticPasswords,omitempty"`
}

type storage struct {
	Type string `json:"type"`
}

type web struct {
	HTTP string `json:"http"`
}

type oauth2 struct {
	SkipApprovalScreen bool `json:"skipApprovalScreen"`
}

type client struct {
	ID           string   `json:"id"`
	Secret       string   `json:"secret"`
	Name         string   `json:"name"`
	RedirectURIs []string `json:"redirectURIs"`
}

// password is a person. "username" is the name where "name" is empty.
type password struct {
	Email             string   `json:"email"`
	Hash              string   `json:"hash"`
	UserID            string   `json:"userID"`
	Username          string   `json:"username,omitempty"`
	Name              string   `json:"name,omitempty"`
	PreferredUsername string   `json:"preferredUsername,omitempty"`
	Groups            []string `json:"groups,omitempty"`
}

// base is what every Dex of ours has.
func base() config {
	return config{
		Storage:          storage{Type: "memory"},
		Web:              web{HTTP: "0.0.0.0:5556"},
		EnablePasswordDB: true,
	}
}

// render writes the configuration as Dex reads it.
func (s *settings) render() ([]byte, error) {
	content, err := json.MarshalIndent(s.config, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing Dex's configuration: %w", err)
	}
	return append(content, '\n'), nil
}
