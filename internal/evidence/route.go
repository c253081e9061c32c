package evidence

import (
	"net/url"
	"slices"
	"strings"
)

// Route is an address taken apart for people to read: no value stays in it but
// those that are no secret and say what a request is about.
type Route struct {
	Host       string // with the port, if it has one; empty: the address is relative
	Path       string
	Parameters []string // of query and fragment, in their order: "scope=openid", "code"
}

// telling lists the parameters whose values are shown.
func telling() []string {
	return []string{
		"scope", "response_type", "response_mode", "client_id", "redirect_uri", "grant_type", "prompt", "error", "error_description",
	}
}

// RouteOf takes an address apart. One that cannot be read is all path.
func RouteOf(address string, r *Redactor) Route {
	u, err := url.Parse(address)
	if err != nil {
		path, _, _ := strings.Cut(address, "?")
		return Route{Path: r.String(path)}
	}
	return Route{
		Host: u.Host, Path: r.String(u.Path),
		Parameters: slices.Concat(Parameters(u.RawQuery, r), Parameters(fragmentQuery(u.EscapedFragment()), r)),
	}
}

// fragmentQuery is what a fragment carries as a query does, if it does.
func fragmentQuery(fragment string) string {
	if _, query, found := strings.Cut(fragment, "?"); found {
		return query
	}
	if strings.Contains(fragment, "=") {
		return fragment
	}
	return ""
}

// Parameters are those of a query or a form, by name, with the values that are
// shown.
func Parameters(encoded string, r *Redactor) []string {
	var names []string
	for part := range strings.SplitSeq(encoded, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		shown := r.String(unescaped(name))
		if slices.Contains(telling(), shown) && value != "" {
			shown += "=" + r.Value(shown, unescaped(value))
		}
		names = append(names, shown)
	}
	return names
}

// String is the address without host: "/callback?code&state".
func (t Route) String() string {
	if len(t.Parameters) == 0 {
		return t.Path
	}
	var names []string
	for _, parameter := range t.Parameters {
		name, _, _ := strings.Cut(parameter, "=")
		names = append(names, name)
	}
	return t.Path + "?" + strings.Join(names, "&")
}
