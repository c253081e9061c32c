// Package live reaches identity providers that run already, or in containers of
// their own: one table says with which client each is administrated.
package live

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gonogo/internal/provider"
	"gonogo/internal/provider/given"
)

// Options say where a provider is and who may administrate it. Each provider
// takes what it needs; see Open.
type Options struct {
	// URL is the provider's base as the guide's URL setting names it, without
	// trailing slash: "https://id.acme.eu/acme".
	URL  string
	HTTP *http.Client // reaches it; follows no redirects and keeps no cookies

	Token string // API token (authentik), API key (Clavex), access token (Encvoy ID)

	AdminEmail    string // instead of it: e-mail of an administrator (Clavex), login of the owner (Encvoy ID)
	AdminPassword string
	AdminOrg      string // Clavex: where that administrator belongs; empty: the organization of URL

	EntraTenant       string // Entra: the tenant, and the application that administrates it
	EntraClientID     string
	EntraClientSecret string
	EntraDomain       string

	// ClientID, ClientSecret and People (a file, see given.ReadPeople) are what
	// was prepared by hand at a provider that is not to be administrated; one of
	// them is enough to choose that.
	ClientID     string
	ClientSecret string
	People       string
}

// String says where, without the secrets.
func (o Options) String() string { return "provider at " + o.URL + " (secrets withheld)" }

// GoString does the same for %#v.
func (o Options) GoString() string { return o.String() }

// byHand tells whether the provider is to be used as somebody has prepared it.
func (o Options) byHand() bool { return o.ClientID != "" || o.ClientSecret != "" || o.People != "" }

// client is how one provider is administrated.
type client struct {
	id string // of the guide
	// needs are the sets of variables of which one must be complete.
	needs []needs
	open  func(Options) (provider.Provider, error)
	// hosts are names, or patterns of names, from which its login page takes parts.
	hosts []string
	// lasting says what else its administration changes and does not put back, with
	// %s for the provider's address; empty: nothing.
	lasting string
}

// needs are variables that belong together.
type needs []need

type need struct{ variable, value string }

// Open returns the provider of the guide with this id. It asks the provider
// nothing yet. An error is one sentence that names the variables that are missing.
func Open(id string, o Options) (provider.Provider, error) {
	if o.byHand() {
		return openGiven(id, o)
	}
	table := clients(o)
	i := slices.IndexFunc(table, func(c client) bool { return c.id == id })
	if i < 0 {
		return nil, fmt.Errorf("gonogo cannot administrate a live provider for the guide %s; register Rocket.Chat and people there by hand and set %s", id, byHandNeeds(o).names())
	}
	var choices []string
	for _, set := range table[i].needs {
		if set.complete() {
			return table[i].open(o)
		}
		choices = append(choices, set.names())
	}
	choices = append(choices, byHandNeeds(o).names()+" for what was made there by hand")
	return nil, fmt.Errorf("a live provider for the guide %s needs its administrator; set %s", id, strings.Join(choices, ", or "))
}

// Hosts are names, or patterns such as *.example.org, that a browser needs for
// the provider's login page besides the provider's own.
func Hosts(id string) []string {
	for _, c := range clients(Options{}) {
		if c.id == id {
			return c.hosts
		}
	}
	return nil
}

// Lasting says what else the administration of the provider at an address changes
// there and does not put back, one line each, in the infinitive.
func Lasting(id, address string) []string {
	for _, c := range clients(Options{}) {
		if c.id == id && c.lasting != "" {
			return []string{fmt.Sprintf(c.lasting, address)}
		}
	}
	return nil
}

func openGiven(id string, o Options) (provider.Provider, error) {
	if set := byHandNeeds(o); !set.complete() {
		return nil, fmt.Errorf("a provider that was prepared by hand needs all of %s", set.names())
	}
	people, err := given.ReadPeople(o.People)
	if err != nil {
		return nil, fmt.Errorf("GONOGO_PROVIDER_PEOPLE: %w", err)
	}
	return given.New(given.Options{
		ID:          id,
		Credentials: provider.Credentials{ClientID: o.ClientID, ClientSecret: o.ClientSecret},
		People:      people,
	})
}

func byHandNeeds(o Options) needs {
	return needs{
		{"GONOGO_PROVIDER_CLIENT_ID", o.ClientID}, {"GONOGO_PROVIDER_CLIENT_SECRET", o.ClientSecret},
		{"GONOGO_PROVIDER_PEOPLE", o.People},
	}
}

func (n needs) complete() bool {
	return !slices.ContainsFunc(n, func(one need) bool { return one.value == "" })
}

func (n needs) names() string {
	var names []string
	for _, one := range n {
		names = append(names, one.variable)
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
