package web_test

import (
	"encoding/base64"
	"encoding/json"
)

// state is what the page puts into the parameter of that name.
type state struct {
	Style       string `json:"loginStyle"`
	Token       string `json:"credentialToken"`
	RedirectURL string `json:"redirectUrl"`
}

// decodeState reads a state parameter; a broken one is empty.
func decodeState(text string) (s state) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return state{}
	}
	return s
}
