package clavex

import (
	"cmp"
	"encoding/json"
	"net/http"

	"gonogo/internal/provider/rest"
)

// client calls the administration interface, as nobody yet.
func client(host string, o Options) *rest.Client {
	c := &rest.Client{Server: "Clavex", Interface: "interface", Base: host, HTTP: o.HTTP, Describe: describe}
	c.Secrets.Add(o.AdminPassword, o.APIKey)
	return c
}

// as lets every request carry a credential.
func as(c *rest.Client, header, credential string) {
	c.Authorize = func(r *http.Request) { r.Header.Set(header, credential) }
}

// describe finds Clavex's words: "message" of its error handler,
// "error_description" of OAuth and of the rate limiter, else what it sent.
func describe(body []byte) string {
	var document struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Message     string `json:"message"`
	}
	if err := json.Unmarshal(body, &document); err != nil {
		return ""
	}
	return cmp.Or(document.Message, document.Description, document.Error)
}
