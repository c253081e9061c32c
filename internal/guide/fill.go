package guide

import (
	"regexp"
	"slices"
)

// runTime lists the placeholders that only a run can fill, because the
// provider gives them: the credentials of the client.
func runTime() []string { return []string{"client_id", "client_secret"} }

func isRunTime(placeholder string) bool { return slices.Contains(runTime(), placeholder) }

// chosen returns the choices by placeholder. The caller may change the map.
func (g *Guide) chosen() map[string]string {
	values := make(map[string]string, len(g.Choices))
	for _, c := range g.Choices {
		values[c.Placeholder] = c.Value
	}
	return values
}

// fill replaces the placeholders of a text. It also returns the first
// placeholder that values does not have; that one is left as it is.
func fill(text string, values map[string]string) (filled, unfilled string) {
	placeholder := regexp.MustCompile(`\{[a-z][a-z0-9_]*\}`)
	filled = placeholder.ReplaceAllStringFunc(text, func(braced string) string {
		name := braced[1 : len(braced)-1]
		value, ok := values[name]
		if !ok {
			if unfilled == "" {
				unfilled = name
			}
			return braced
		}
		return value
	})
	return filled, unfilled
}

// filledField is a field of the guide itself that may carry placeholders.
type filledField struct {
	path []string
	text *string
}

// filled lists the fields that [Load] fills, in the order of the file.
func (g *Guide) filled() []filledField {
	return []filledField{
		{[]string{"service"}, &g.Service},
		{[]string{"rocketchat_url"}, &g.RocketChatURL},
		{[]string{"provider_url"}, &g.ProviderURL},
		{[]string{"redirect_uri"}, &g.RedirectURI},
		{[]string{"registration", "client_id"}, &g.Registration.ClientID},
		{[]string{"registration", "name"}, &g.Registration.Name},
	}
}

// fillFields puts the choices into the guide's own fields.
func (g *Guide) fillFields() {
	chosen := g.chosen()
	for _, f := range g.filled() {
		*f.text, _ = fill(*f.text, chosen)
	}
}
