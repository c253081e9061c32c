package encvoy

import (
	"encoding/json"
	"net/http"
	"strings"

	"gonogo/internal/provider/rest"
)

// client calls the administration interface as the owner, or with a token.
func client(base string, o Options) *rest.Client {
	c := &rest.Client{
		Server: "Encvoy ID", Interface: "interface", Base: base, HTTP: o.HTTP, Describe: describe,
		Authorize: func(r *http.Request) {
			if o.Token != "" {
				r.Header.Set("Authorization", "Bearer "+o.Token)
			} else {
				r.SetBasicAuth(o.AdminLogin, o.AdminPassword)
			}
		},
	}
	c.Secrets.Add(o.AdminPassword, o.Token)
	return c
}

// basicRefused is the code of the refusal of a password in production
// (i18n/en/translation.json).
const basicRefused = "T3E0077"

// describe finds Encvoy ID's words (global.exception.filter.ts).
func describe(body []byte) string {
	var document struct {
		Message string `json:"message"`
		Code    string `json:"errorCode"`
		Details string `json:"details"`
	}
	if err := json.Unmarshal(body, &document); err != nil || document.Message == "" {
		return ""
	}
	said := strings.TrimSpace(document.Message + " " + document.Details)
	if strings.Contains(document.Code, basicRefused) {
		said += "; in production it takes an access token only: give one, or use a client and people that were made there by hand"
	}
	return said
}
