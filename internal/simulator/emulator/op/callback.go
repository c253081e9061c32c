package op

import (
	"net/url"
	"strings"
)

// Parameter is one parameter of a callback.
type Parameter struct {
	Name, Value string
	// Raw leaves the value as it is, without percent-encoding.
	Raw bool
}

// Callback is the redirect URI with the parameters appended in their order, a
// query of its own kept. Parameters with an empty value are left out, as all
// five providers leave out a state that was not sent.
func Callback(redirectURI string, parameters ...Parameter) string {
	var query []string
	for _, p := range parameters {
		switch {
		case p.Value == "":
		case p.Raw:
			query = append(query, p.Name+"="+p.Value)
		default:
			query = append(query, p.Name+"="+url.QueryEscape(p.Value))
		}
	}
	if len(query) == 0 {
		return redirectURI
	}
	separator := "?"
	if strings.Contains(redirectURI, "?") {
		separator = "&"
	}
	return redirectURI + separator + strings.Join(query, "&")
}
